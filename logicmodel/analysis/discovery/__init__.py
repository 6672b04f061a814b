"""Scenario discovery: in which futures does a plan miss its target, or meet it?"""
