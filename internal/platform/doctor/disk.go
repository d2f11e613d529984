package doctor

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"tonggui/internal/platform/config"
)

const (
	diskFail = 256 << 20
	diskWarn = 2 << 30
	// inodesWarn: a disk on which no more files can be made is full, whatever its free space says.
	inodesWarn = 10_000
)

// room is what a disk has left.
type room struct {
	bytes  uint64
	inodes uint64 // all ones where the disk does not count them
	err    error
}

func freeDisk(c *config.Loaded) Finding {
	worst := judgeDisk("the data folder", roomAt(c.Data))
	if c.BlobStore != "s3" { // may be a disk of its own
		worst = worse(worst, judgeDisk("the folder of files (blobs)", roomAt(c.Path("blobs"))))
	} else { // what is on its way to S3
		worst = worse(worst, judgeDisk("the temporary folder "+os.TempDir(), roomAt(os.TempDir())))
	}
	return worst
}

// roomAt asks the disk of a folder, or of the nearest one above it that exists already.
func roomAt(dir string) (r room) {
	for {
		if _, err := os.Stat(dir); err == nil || filepath.Dir(dir) == dir {
			break
		}
		dir = filepath.Dir(dir)
	}
	r.inodes = freeInodes(dir)
	r.bytes, r.err = FreeBytes(dir)
	return r
}

// DiskRoom judges the disk of a folder, for checks elsewhere.
func DiskRoom(what, dir string) Finding { return judgeDisk(what, roomAt(dir)) }

func judgeDisk(what string, r room) Finding {
	const do = "make room (old logs and backups first), or move the folder to a larger disk; when it is full, nothing can be sent"
	switch {
	case r.err != nil:
		return Worry("look yourself (df -h)", "the free space of %s is not known: %v", what, r.err)
	case r.bytes < diskFail:
		return Bad(do, "the disk of %s has %d MiB left", what, r.bytes>>20)
	case r.inodes < inodesWarn:
		return Worry("remove small files on that disk, or move the folder (df -i)", "the disk of %s has room for %d more files only", what, r.inodes)
	case r.bytes < diskWarn:
		return Worry(do, "the disk of %s has %d MiB left", what, r.bytes>>20)
	}
	return Good("the disk of %s has %d GiB left", what, r.bytes>>30)
}

// worse is the one of two findings that deserves more attention; the first where they are alike.
func worse(a, b Finding) Finding {
	rank := map[State]int{OK: 0, Warn: 1, Fail: 2}
	if rank[b.State] > rank[a.State] {
		return b
	}
	return a
}

// diskKind looks for a database on a disk of the network, which loses locks and writes.
func diskKind(c *config.Loaded) Finding {
	if !c.DatabaseURL.Empty() {
		return Good("the database is PostgreSQL")
	}
	return judgeDiskKind(diskType(c.Data))
}

func judgeDiskKind(kind string) Finding {
	switch kind {
	case "":
		return Good("the kind of the data folder's disk is not known")
	case "nfs", "smb", "9p":
		return Bad("put the data folder on a disk of this machine, or use PostgreSQL (database_url)",
			"the data folder lies on a disk of the network (%s): SQLite cannot rely on its locks, and the database may be damaged", kind)
	case "tmpfs":
		return Worry("put the data folder on a real disk", "the data folder lies in memory (tmpfs): everything is lost at the next restart of the machine")
	case "fuse":
		return Worry("prefer a disk of this machine, or PostgreSQL (database_url)", "the data folder lies on a disk that a program provides (fuse); SQLite needs one that keeps locks and syncs")
	}
	return Good("the data folder lies on a disk of this machine (%s)", kind)
}

// owners looks for files that the account of the data folder does not own: commands that were run as
// root leave such files, and the server then cannot open them.
func owners(c *config.Loaded) Finding {
	folder, err := os.Stat(c.Data)
	if errors.Is(err, fs.ErrNotExist) || runtime.GOOS == "windows" {
		return Good("not looked at")
	}
	if err != nil {
		return Bad("check the path and its permissions", "%s cannot be looked at: %v", c.Data, err)
	}
	entries, err := os.ReadDir(c.Data)
	if err != nil {
		return Bad("run this as the account that runs the server", "%s cannot be listed: %v", c.Data, err)
	}
	foreign := []string{}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && e.Name() != "lost+found" && !sameOwner(folder, info) {
			foreign = append(foreign, e.Name())
		}
	}
	if len(foreign) > 0 {
		return Bad("chown -R --reference="+c.Data+" "+c.Data+"; and run commands as that account (sudo -u tonggui tonggui …)",
			"the owner of %s does not own %s in it, and may not be able to open it", c.Data, strings.Join(foreign, ", "))
	}
	return Good("all in %s belongs to its owner", c.Data)
}

// serviceGroup tells whether a file is root's and for the group that the data folder belongs to.
func serviceGroup(data string, file fs.FileInfo) bool {
	folder, err := os.Stat(data)
	return err == nil && rootsFor(folder, file)
}
