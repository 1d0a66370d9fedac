"""What goes on inside a firm? Employees, complaint desk, market research, accounts."""
