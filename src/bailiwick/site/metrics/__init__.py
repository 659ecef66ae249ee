"""Figures for whoever watches the installation, as Prometheus reads them."""
