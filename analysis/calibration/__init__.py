"""How is a market fitted to what is known of a real one? Moments, free parameters, the fit, and what stays in doubt."""
