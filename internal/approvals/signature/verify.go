package signature

import (
	"bytes"
	"slices"
	"time"

	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/id"
)

// late is how much earlier than the record before it a record may say it is: servers' clocks differ.
const late = time.Minute

// Verify says whether a file is a signed document of the company whose keys these are, and what it proves. It needs nothing
// else. Anybody can make a document that verifies with a key of their own: the keys must come from the company on another way.
func Verify(file []byte, keys []proof.Key) Report {
	v := &verifying{keys: keys, r: Report{OK: true, Problems: []Problem{}, Files: []Hash{}, Records: []Signed{}, Attachments: []Attachment{}, SHA256: sum(file)}}
	d, err := Parse(file)
	if err != nil {
		v.r.add(FileDamaged, 0, err.Error())
		return v.r
	}
	v.d = d
	v.tell()
	v.seal()
	v.contents()
	v.enrolments()
	var before Chain
	for i, e := range d.Records {
		v.entry(i, e, before)
		before = e.Chain()
	}
	v.statement()
	v.attachments()
	return v.r
}

type verifying struct {
	keys     []proof.Key
	d        Document
	r        Report
	steps    map[string]string
	files    map[Hash][]Hash // of each content, by its hash
	named    map[Hash][]Attachment
	order    []Hash // contents in the document's order
	used     []Hash // in the order of the records
	enrolled map[Hash]Enrolment
	passkeys []Hash // enrolments in the order of the records
}

func (v *verifying) tell() {
	a := v.d.About
	v.r.Company, v.r.Approval, v.r.Serial, v.r.Title = a.Company, a.Approval, a.Serial, a.Title
	v.r.Code = a.LastSHA256.Code()
	v.r.Template, v.r.Version, v.r.State, v.r.SealedAt = a.Template, a.Version, a.State, int64(a.MadeAt)
}

func (v *verifying) seal() {
	if v.d.Seal == nil {
		v.r.add(SealBad, 0, "there is no seal")
		return
	}
	bare := v.d
	bare.Seal = nil
	body, err := canonicalOf(bare)
	if err != nil { // it was read from this form
		v.r.add(FileDamaged, 0, err.Error())
		return
	}
	v.r.SealedBy = v.d.Seal.Key
	switch known, ok := signedBy(v.keys, v.d.Seal.Key, documentBegin, body, v.d.Seal.Signature); {
	case !known:
		v.r.add(SealKeyUnknown, 0, v.d.Seal.Key)
	case !ok:
		v.r.add(SealBad, 0, "")
	}
}

func (v *verifying) contents() {
	var err error
	if v.steps, err = stepsOf(v.d.Definition); err != nil {
		v.r.add(DefinitionBad, 0, err.Error())
	}
	v.files, v.named = map[Hash][]Hash{}, map[Hash][]Attachment{}
	for _, values := range v.d.Contents {
		h, err := ContentSHA256(v.d.Definition, values)
		named, failed := attachmentsOf(v.d.Definition, values)
		files, _ := AttachmentsOf(v.d.Definition, values)
		switch _, twice := v.files[h]; {
		case err != nil:
			v.r.add(ContentBad, 0, err.Error())
		case failed != nil:
			v.r.add(ContentBad, 0, failed.Error())
		case twice:
			v.r.add(ContentBad, 0, "the same values come twice")
		default:
			v.files[h], v.named[h] = files, named
			v.order = append(v.order, h)
		}
	}
}

func (v *verifying) enrolments() {
	v.enrolled = map[Hash]Enrolment{}
	for _, e := range v.d.Enrolments {
		v.enrolled[e.SHA256()] = e
	}
}

// entry looks at a record and at its place behind the one before it.
func (v *verifying) entry(i int, e Entry, before Chain) {
	r, n := e.Record, i+1
	add := func(code, what string) { v.r.add(code, n, what) }
	if err := r.check(); err != nil {
		add(RecordBad, err.Error())
	}
	switch known, ok := signedBy(v.keys, e.Key, recordBegin, r.Bytes(), e.Signature); {
	case !known:
		add(RecordKeyUnknown, e.Key)
	case !ok:
		add(RecordSignature, "")
	}
	if r.N != n {
		add(RecordMoved, "")
	}
	if r.PrevSHA256 != before.Last {
		add(RecordChain, "")
	}
	if a := v.d.About; r.Approval != a.Approval || r.Serial != a.Serial || r.Template != a.Template || r.Version != a.Version || r.Company != a.Company {
		add(RecordOther, "")
	}
	if r.At < before.At.Add(-late) {
		add(RecordTime, "")
	}
	if closed[before.State] && r.State != before.State {
		add(RecordAfterEnd, before.State)
	}
	v.content(r, n)
	v.level(r, n)
	v.r.Records = append(v.r.Records, v.signed(e))
}

func (v *verifying) content(r Record, n int) {
	files, ok := v.files[r.ContentSHA256]
	if !ok {
		v.r.add(RecordContent, n, "")
		return
	}
	if !slices.Contains(v.used, r.ContentSHA256) {
		v.used = append(v.used, r.ContentSHA256)
	}
	if len(r.Attachments) < len(files) || !slices.Equal(r.Attachments[:len(files)], files) {
		v.r.add(RecordAttachments, n, "")
		return
	}
	for _, h := range r.Attachments {
		if !slices.Contains(v.r.Files, h) {
			v.r.Files = append(v.r.Files, h)
		}
	}
}

func (v *verifying) level(r Record, n int) {
	least, ok := v.steps[r.Step]
	decides := r.Act == ActApprove || r.Act == ActReject
	if !ok && (r.Step != "" || decides) {
		v.r.add(RecordStep, n, r.Step)
	}
	if decides && levels[r.Level] < levels[least] { // what nobody did is no decision: it has acts of its own
		v.r.add(RecordLevel, n, r.Level)
	}
	if r.Act == ActEarlier && !v.earlier(r, n, least) {
		v.r.add(RecordLevel, n, "without an earlier decision")
	}
	if r.Passkey == nil {
		if r.Level == LevelPasskey {
			v.r.add(RecordLevel, n, "without a passkey")
		}
		return
	}
	if r.Level != LevelPasskey {
		v.r.add(RecordLevel, n, r.Level)
	}
	if code := assertion(r, v.enrolled); code != "" {
		v.r.add(code, n, "")
	}
	if !slices.Contains(v.passkeys, r.Passkey.EnrolmentSHA256) {
		v.passkeys = append(v.passkeys, r.Passkey.EnrolmentSHA256)
	}
}

// earlier tells whether the person whose turn was passed over has agreed before: by their own act, to the same content,
// confirmed as strongly as this step asks.
func (v *verifying) earlier(r Record, n int, least string) bool {
	return slices.ContainsFunc(v.d.Records[:n-1], func(e Entry) bool {
		given := e.Record
		return given.Act == ActApprove && given.Person != nil && r.For != nil && given.Person.ID == r.For.ID && given.For == nil &&
			given.ContentSHA256 == r.ContentSHA256 && levels[given.Level] >= levels[least]
	})
}

func (v *verifying) signed(e Entry) Signed {
	r := e.Record
	s := Signed{N: r.N, At: r.At, Act: r.Act, Step: r.Step, Person: r.Person, For: r.For, Level: r.Level, Text: r.Text, State: r.State, Key: e.Key, Stroke: r.StrokeSHA256}
	if r.Passkey != nil {
		s.Place = v.enrolled[r.Passkey.EnrolmentSHA256].RPID
	}
	return s
}

// statement compares what the document states with its records: one that was cut off, or left out, is missing here.
func (v *verifying) statement() {
	d := v.d
	if len(d.Records) == 0 {
		v.r.add(StatementWrong, 0, "there are no records")
		return
	}
	want := About{Department: d.About.Department, MadeAt: d.About.MadeAt, Title: d.About.Title}
	want.state(d.Records)
	stated, found := must(d.About), must(want)
	if !bytes.Equal(stated, found) {
		v.r.add(StatementWrong, 0, "about")
	}
	if d.About.Approval == (id.ID{}) || !slices.Equal(v.order, v.used) {
		v.r.add(ContentBad, 0, "the values are not those of the records, in their order")
	}
	named := make([]Hash, 0, len(d.Enrolments))
	for _, e := range d.Enrolments {
		named = append(named, e.SHA256())
	}
	if !slices.Equal(named, v.passkeys) {
		v.r.add(EnrolmentUnused, 0, "")
	}
}

// attachments lists the files of all values, the last ones first, and those that no value names.
func (v *verifying) attachments() {
	if len(v.d.Records) == 0 {
		return
	}
	last := v.d.Records[len(v.d.Records)-1].Record.ContentSHA256
	add := func(a Attachment, now bool) {
		if !slices.ContainsFunc(v.r.Attachments, func(b Attachment) bool { return b.Name == a.Name && b.SHA256 == a.SHA256 }) {
			a.Last = now
			v.r.Attachments = append(v.r.Attachments, a)
		}
	}
	for _, a := range v.named[last] {
		add(a, true)
	}
	for _, h := range v.order {
		for _, a := range v.named[h] {
			add(a, false)
		}
	}
	for _, e := range v.d.Records {
		if e.Record.StrokeSHA256 != nil {
			add(Attachment{SHA256: *e.Record.StrokeSHA256}, true)
		}
	}
	for _, h := range v.r.Files {
		if !slices.ContainsFunc(v.r.Attachments, func(b Attachment) bool { return b.SHA256 == h }) {
			add(Attachment{SHA256: h}, true)
		}
	}
}
