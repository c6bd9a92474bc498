"""The wheel, tried as somebody would who has nothing but it: `make package`."""
