package demo

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed talk/*.txt
var talkFiles embed.FS

// talk is one conversation of the script.
type talk struct {
	file    string
	kind    string // group, direct, self
	name    string // of a group
	members []string
	all     bool // everybody who has not left is a member
	pinned  []string
	muted   []string
	behind  map[string]int
	unread  map[string]int
	drafts  map[string]string
	lines   []line
}

// opener is who makes the conversation: the owner of a group, the first of the two.
func (t *talk) opener() string { return t.members[0] }

// line is one thing that somebody does.
type line struct {
	day   int
	at    time.Duration // since midnight
	who   string
	act   string // says, edits, recalls, misses, corrects, adds, quotes, answers, forwards, sends, oversends
	label string // of the message that is said, or that is edited, recalled or corrected
	about string // the label of the message that is quoted or answered
	parts string // the labels of the messages that are forwarded, or the files that are sent, with commas between; or megabytes
	whom  string // who is added, or to whom or which group is forwarded
	text  string
}

// talks reads the script.
func talks() ([]*talk, error) {
	names, err := fs.Glob(talkFiles, "talk/*.txt")
	if err != nil {
		return nil, err
	}
	out := make([]*talk, 0, len(names))
	for _, name := range names {
		raw, err := talkFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		t, err := parseTalk(name, string(raw))
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

var spoken = regexp.MustCompile(`^(\d\d):(\d\d) ([^\s:]+)(?: \[(\w+)\])?(?: (edits|recalls|misses|oversends|corrects|adds|quotes|answers|forwards|sends) ([^\s:]+)(?: to ([^\s:]+))?)?(?:: (.*))?$`)

// parseTalk reads one file. Its form is described in doc.go.
func parseTalk(file, text string) (*talk, error) {
	t := &talk{file: file, behind: map[string]int{}, unread: map[string]int{}, drafts: map[string]string{}}
	day := 0
	var more func(string) // takes an indented line
	for i, raw := range strings.Split(text, "\n") {
		var err error
		switch {
		case strings.TrimSpace(raw) == "" || strings.HasPrefix(raw, "#"):
			continue
		case strings.HasPrefix(raw, "  "):
			if more == nil {
				err = fmt.Errorf("an indented line continues nothing")
				break
			}
			more("\n" + strings.TrimSuffix(raw[2:], " "))
		case spoken.MatchString(raw):
			t.lines = append(t.lines, parseLine(day, spoken.FindStringSubmatch(raw)))
			last := len(t.lines) - 1
			more = func(s string) { t.lines[last].text += s }
		default:
			day, more, err = t.head(raw, day)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, i+1, err)
		}
	}
	t.spread()
	return t, nil
}

func parseLine(day int, m []string) line {
	hours, _ := strconv.Atoi(m[1])
	minutes, _ := strconv.Atoi(m[2])
	l := line{day: day, at: time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute, who: m[3], label: m[4], act: m[5], text: m[8]}
	switch l.act {
	case "":
		l.act = "says"
	case "adds":
		l.whom = m[6]
	case "quotes", "answers":
		l.about = m[6]
	case "forwards":
		l.parts, l.whom = m[6], m[7]
	case "sends", "oversends":
		l.parts = m[6]
	default:
		l.label = m[6]
	}
	return l
}

// head reads a line that is nobody's word.
func (t *talk) head(raw string, day int) (int, func(string), error) {
	word, rest, _ := strings.Cut(raw, " ")
	people := strings.Fields(rest)
	var err error
	switch word {
	case "group":
		t.kind, t.name = word, rest
	case "direct", "self":
		t.kind, t.members = word, people
	case "owner":
		t.members = people
	case "members":
		if t.all = rest == "*"; !t.all {
			t.members = append(t.members, people...)
		}
	case "pinned":
		t.pinned = people
	case "muted":
		t.muted = people
	case "behind":
		n, bad := strconv.Atoi(people[0])
		for _, p := range people[1:] {
			t.behind[p] = n
		}
		err = bad
	case "unread":
		t.unread[people[0]], err = strconv.Atoi(people[1])
	case "draft":
		who, text, _ := strings.Cut(rest, ": ")
		t.drafts[who] = text
		return day, func(s string) { t.drafts[who] += s }, nil
	case "day":
		day, err = strconv.Atoi(rest)
	default:
		err = fmt.Errorf("%q is not understood", word)
	}
	return day, nil, err
}

// spread gives the lines of one minute their seconds, in order.
func (t *talk) spread() {
	const first, step = 5 * time.Second, 13 * time.Second
	n := time.Duration(0)
	for i := range t.lines {
		l := &t.lines[i]
		if n++; i == 0 || l.day != t.lines[i-1].day || l.at != t.lines[i-1].at.Truncate(time.Minute) {
			n = 0
		}
		l.at += first + n*step
	}
}

// cue is a line with its place on the calendar.
type cue struct {
	*line
	of *talk
	n  int // of the line in its talk
}

// cues returns every line of the script in the order of time.
func cues(all []*talk) []cue {
	out := []cue{}
	for _, t := range all {
		for i := range t.lines {
			out = append(out, cue{&t.lines[i], t, i})
		}
	}
	slices.SortStableFunc(out, func(a, b cue) int {
		if a.day != b.day {
			return a.day - b.day
		}
		return int(a.at - b.at)
	})
	return out
}
