"""What someone gets who asks what is recorded of them: nobody else is given away."""
