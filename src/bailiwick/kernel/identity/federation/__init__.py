"""Identity from elsewhere: directories that keep people, providers that sign them in, groups that give roles."""
