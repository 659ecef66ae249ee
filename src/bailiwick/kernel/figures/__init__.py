"""Figures over time: charts drawn as pictures, how people arrange them, notes on them, and the tallies behind them."""
