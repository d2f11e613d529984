package demo

import (
	"bytes"
	"context"
	"embed"
	"fmt"

	"tonggui/internal/files"
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
}

// upload brings files of the script in, as their sender would.
func (p *player) upload(ctx context.Context, who authz.Principal, names []string) ([]id.ID, error) {
	var out []id.ID
	for _, name := range names {
		raw, err := sentFiles.ReadFile("files/" + name)
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
