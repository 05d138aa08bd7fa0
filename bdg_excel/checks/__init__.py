"""Whether what was reported can be right: ``within`` one form, and ``across`` the round."""
