"""SAML 2.0, as the side that people sign in to."""
