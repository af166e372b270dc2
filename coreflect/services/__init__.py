"""What people do with coreflect, implemented once for both faces and all commands."""
