"""What a room does in a meeting: shows of hands, agreed levels, actions, and the steps of the meeting itself."""
