"""The desk: owns every conversation, asks Rasa for turns, and gives conversations to people."""
