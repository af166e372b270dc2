"""One door, published(): whatever leaves this room has been cut by the small-group rule."""
