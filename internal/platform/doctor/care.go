package doctor

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
)

// backupOld is after how long without a backup somebody should be told.
const backupOld = 48 * time.Hour

const backupDo = "make backups every day and restore one for practice, as the administrator's guide says (section 9); " +
	"let the script's last line be: touch DATA/" + BackupMark

// backups looks at the mark that backups leave: their absence is noticed on the day they are needed.
func backups(c *config.Loaded, clk clock.Clock) Finding {
	mark := c.Path(BackupMark)
	info, err := os.Stat(mark)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Worry(backupDo, "no backup is known of: %s does not exist", mark)
	case err != nil:
		return Worry(backupDo, "%s cannot be looked at: %v", mark, err)
	}
	age := clk.Now().Time().Sub(info.ModTime())
	switch {
	case age > backupOld:
		return Worry(backupDo, "the last backup was made %d days ago", int(age.Hours()/24))
	case age < -time.Hour:
		return Worry("check the clocks of this machine and of whatever makes the backups", "the last backup claims to be made in the future")
	}
	return Good("the last backup was made %d hours ago", max(0, int(age.Hours())))
}

// filesNeeded is one descriptor for each of ten thousand people at two devices, with room for the rest.
const filesNeeded = 32_768

// openFiles looks at how many sockets the server can hold open.
func openFiles(c *config.Loaded) Finding {
	limit, of, known := fileLimit(c.Data)
	return judgeFiles(limit, of, known)
}

func judgeFiles(limit uint64, of string, known bool) Finding {
	const do = "raise it: LimitNOFILE=262144 in the systemd unit (the one of the package has it), or ulimit -n before the start"
	switch {
	case !known:
		return Good("the limit of open files is not known on this system")
	case limit < 1024:
		return Bad(do, "%s may open %d files: with a few hundred people connected it takes no more", of, limit)
	case limit < filesNeeded:
		return Worry(do, "%s may open %d files, one for each connected device", of, limit)
	}
	return Good("%s may open %d files", of, limit)
}

// debugging finds what was switched on to look for a fault, and forgotten.
func debugging(c *config.Loaded) Finding {
	if c.DebugListen != "" {
		return Worry("unset debug_listen when you are done", "profiles of the server can be taken at %s by every account of this machine", c.DebugListen)
	}
	return Good("nothing for the search of faults is switched on")
}
