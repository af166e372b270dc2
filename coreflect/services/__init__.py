"""What people do with coreflect, once for every face and every command."""
