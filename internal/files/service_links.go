package files

import (
	"context"
	"net/url"
	"slices"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// Wanted is a variant of a file at a place.
type Wanted struct {
	Place   Place
	File    id.ID
	Variant Variant
}

// FileLink is where a variant can be had, for whom asked and as long as they may read it; or why not.
type FileLink struct {
	FileID    id.ID          `json:"file_id"`
	Variant   Variant        `json:"variant" enum:"original,preview,thumb"`
	URL       *string        `json:"url" nullable:"true" doc:"null where there is a problem"`
	ExpiresAt *clock.Instant `json:"expires_at" nullable:"true"`
	Problem   *string        `json:"problem" nullable:"true" enum:"not_found,file.no_preview" doc:"the code; null where there is a link"`
}

// Links gives links to files, in the order of what is wanted. origin is where this server was asked;
// links begin with it only where files have an origin of their own. Each costs the same few
// statements, however many there are.
func (s *Service) Links(ctx context.Context, who authz.Principal, wanted []Wanted) ([]FileLink, error) {
	may, err := s.mayRead(ctx, who.Account, wanted)
	if err != nil {
		return nil, err
	}
	ids := make([]id.ID, len(wanted))
	for i, w := range wanted {
		ids[i] = w.File
	}
	q := s.DB.Ask(ctx)
	known, err := selectFiles(q, ids)
	if err != nil {
		return nil, err
	}
	expires := expiry(q.At())
	out := make([]FileLink, len(wanted))
	for i, w := range wanted {
		out[i] = FileLink{FileID: w.File, Variant: w.Variant}
		f := known[w.File]
		switch {
		case !may[i] || f.State != ready:
			out[i].Problem = &apperr.NotFound.Code
		case w.Variant != Original && !f.Previews:
			out[i].Problem = &ErrNoPreview.Code
		default:
			at := s.address(f, w.Variant) + "?t=" + s.seal.seal(grant{who.Account, who.Session, w.Place, f.ID, w.Variant, expires})
			out[i].URL, out[i].ExpiresAt = &at, &expires
		}
	}
	return out, nil
}

// address is where a variant is served. The name stands in it for people and for programs that take
// a file's name from there; it has no say.
func (s *Service) address(f file, v Variant) string {
	return s.Origin + "/files/" + f.ID.String() + "/" + string(v) + "/" + url.PathEscape(f.Name)
}

// mayRead is the access door: it answers for each of the wanted, in order, whether the account may
// read it there now.
func (s *Service) mayRead(ctx context.Context, account id.ID, wanted []Wanted) ([]bool, error) {
	var own []id.ID
	var said, attached []held
	for _, w := range wanted {
		switch {
		case w.Place.Kind == InLibrary && authz.Can(authz.Principal{Account: account}, authz.FileRead, authz.Self):
			own = append(own, w.File)
		case w.Place.Kind == InMessage && authz.Can(authz.Principal{Account: account}, authz.FileRead, authz.Member):
			said = append(said, held{w.File, w.Place})
		case w.Place.Kind == InApproval:
			attached = append(attached, held{w.File, w.Place})
		}
	}
	q := s.DB.Ask(ctx)
	mine, err := selectOwn(q, account, own)
	if err != nil {
		return nil, err
	}
	there, err := selectHeld(q, slices.Concat(said, attached))
	if err != nil {
		return nil, err
	}
	open := map[held]bool{}
	if err := s.inMessages(ctx, account, there, said, open); err != nil {
		return nil, err
	}
	if err := s.inApprovals(ctx, account, there, attached, open); err != nil {
		return nil, err
	}
	out := make([]bool, len(wanted))
	for i, w := range wanted {
		out[i] = w.Place.Kind == InLibrary && mine[w.File] || open[held{w.File, w.Place}]
	}
	return out, nil
}

// inMessages notes in open which of the asked may be read: those that are held where the account sees the message.
func (s *Service) inMessages(ctx context.Context, account id.ID, there map[held]bool, asked []held, open map[held]bool) error {
	at, places := map[Place]int{}, []Place{}
	for _, h := range asked {
		if _, known := at[h.place]; !known && there[h] {
			at[h.place] = len(places)
			places = append(places, h.place)
		}
	}
	guard := s.Places()
	if len(places) == 0 || guard == nil {
		return nil
	}
	may, err := guard.MayRead(ctx, account, places)
	if err != nil {
		return err
	}
	for _, h := range asked {
		i, known := at[h.place]
		open[h] = known && there[h] && may[i]
	}
	return nil
}

// inApprovals notes in open which of the asked may be read: those that stand in what the account sees of the approval.
func (s *Service) inApprovals(ctx context.Context, account id.ID, there map[held]bool, asked []held, open map[held]bool) error {
	in := map[id.ID][]id.ID{}
	for _, h := range asked {
		if there[h] {
			in[h.place.Object] = append(in[h.place.Object], h.file)
		}
	}
	for one, files := range in {
		may, err := s.Approvals().MayOpen(ctx, account, one, files)
		if err != nil {
			return err
		}
		for _, file := range files {
			open[held{file, Approval(one)}] = may[file]
		}
	}
	return nil
}
