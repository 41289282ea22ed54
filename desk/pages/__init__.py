"""The demo shop and its help pages: what a contact sees around the widget."""
