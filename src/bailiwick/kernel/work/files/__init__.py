"""Files beside records: put away once for each content, looked at before, given back to those who may see them."""
