package demo

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"strconv"

	"tonggui/internal/files"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
)

//go:embed files
var sentFiles embed.FS

// sentNames are the names under which the files of the script are sent.
var sentNames = map[string]string{
	"zero-drift.png":  "零点漂移曲线.png",
	"ip68-start.jpg":  "IP68复测-0h.jpg",
	"ip68-end.jpg":    "IP68复测-24h.jpg",
	"lunch.jpg":       "酸菜鱼.jpg",
	"calibration.csv": "标定原始记录-DN50-DN80.csv",

	// These are made, so that nobody has to carry megabytes about.
	"contract-ledger.csv": "合同台账明细.csv",
	"acceptance-data.csv": "南湾二期验收数据.csv",
}

// madeLines is how many lines those of the sent files have that are made.
var madeLines = map[string]int{"contract-ledger.csv": 60_000, "acceptance-data.csv": 150_000}

// sentFile is what a file of the script holds.
func sentFile(name string) ([]byte, error) {
	lines := madeLines[name]
	if lines == 0 {
		return sentFiles.ReadFile("files/" + name)
	}
	var b bytes.Buffer
	b.WriteString("序号,编号,通径,流量点,示值,误差\n")
	for i := range lines {
		fmt.Fprintf(&b, "%d,CC-%05d,DN%d,%d,%d.%02d,0.%03d\n", i+1, i/12, 50+i%6*25, 1+i%12, 20+i%80, i*7%100, i*13%500)
	}
	return b.Bytes(), nil
}

// refused makes sure that a rule stopped what it was to stop; else the sample would show nothing of it.
func refused(err error, want *apperr.Def) error {
	if apperr.Has(err, want) {
		return nil
	}
	return fmt.Errorf("was to be refused with %s, but: %w", want.Code, errors.Join(errors.New("ended otherwise"), err))
}

// oversend tries to send what is too large.
func (p *player) oversend(ctx context.Context, who authz.Principal, name, megabytes string) error {
	size, err := strconv.ParseInt(megabytes, 10, 64)
	if err != nil {
		return err
	}
	_, err = p.files.CreateUpload(ctx, who, files.NewUpload{Name: name, Purpose: files.ForMessages, Length: size << 20})
	return refused(err, files.ErrTooLargeFor)
}

// upload brings files of the script in, as their sender would.
func (p *player) upload(ctx context.Context, who authz.Principal, names []string) ([]id.ID, error) {
	var out []id.ID
	for _, name := range names {
		raw, err := sentFile(name)
		if err != nil {
			return nil, err
		}
		if sentNames[name] == "" {
			return nil, fmt.Errorf("%s is sent under no name", name)
		}
		size := int64(len(raw))
		u, err := p.files.CreateUpload(ctx, who, files.NewUpload{Name: sentNames[name], Purpose: files.ForMessages, Length: size})
		if err != nil {
			return nil, err
		}
		if _, err := p.files.Append(ctx, who, u.ID, files.Piece{Length: size, Body: bytes.NewReader(raw)}); err != nil {
			return nil, err
		}
		out = append(out, u.ID)
	}
	return out, nil
}
