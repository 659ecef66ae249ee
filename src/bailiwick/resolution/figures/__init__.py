"""Figures of incidents over time: counted by days, drawn as charts, each number with the records behind it."""
