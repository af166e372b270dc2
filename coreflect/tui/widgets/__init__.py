"""Small widgets that show text as it was typed, never as markup."""
