"""What other systems say of people, by OpenID Connect, SAML and LDAP: what is sent, and what of an answer is good."""
