"""How long what is kept is kept: rules by kind of record, a look at what each would take, and the nightly work."""
