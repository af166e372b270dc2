"""What a room settles when it meets: shows of hands, agreed levels, actions, and when the answers are shown."""
