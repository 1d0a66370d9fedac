"""What do all customers share, of whatever loyalty? Psychology, taste, patience, bonds, and their parameters."""
