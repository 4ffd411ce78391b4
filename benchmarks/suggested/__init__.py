"""What is suggested for made-up comments held against what is planted in them, and the work it leaves to a person."""
