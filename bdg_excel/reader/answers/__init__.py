"""The sheets of a form into raw answers, and all that stands beside them."""
