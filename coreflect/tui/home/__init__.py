"""The first page and what it leads to: setting up, one reflection, an invitation, taking answers out."""
