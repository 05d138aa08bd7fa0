"""What the quick reader does not tell: errors, formulas, formats, what is hidden, remarks."""
