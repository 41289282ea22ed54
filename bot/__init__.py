"""Sahayak's Rasa side: graph components, FAQ importer, input channel, answers and trainer."""
