"""Whose form a workbook is: by what it says of itself, openly or in its hidden sheet."""
