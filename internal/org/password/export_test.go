package password

// CommonCount tells how many common passwords are known.
func CommonCount() int { return len(commonWords()) }
