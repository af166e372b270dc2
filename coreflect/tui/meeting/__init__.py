"""The pages of a room that meets: showing the answers, talking about them, actions, closing, looking back."""
