"""Sahayak's custom actions, one module a skill; `python -m rasa_sdk --actions actions` finds and serves them.

An action reads the turn, asks the desk through `desk_client`, says something by the name of a response and returns
events. Texts live in `domain.yml`, rules in the desk.
"""
