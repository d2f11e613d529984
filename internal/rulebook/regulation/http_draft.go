package regulation

import (
	"context"
	"net/http"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation/text"
)

// draftRoutes change what is not published yet. Each change names the revision that it is based on and
// answers with the whole draft.
func (s *Service) draftRoutes(h *httpapi.Server) {
	const (
		draft = "/admin" + one + oneVersion
		node  = draft + "/nodes/{node_id}"
		most  = 256 << 10
	)
	edits := []*apperr.Def{apperr.NotFound, ErrNotDraft, ErrOutdated}
	placed := append([]*apperr.Def{ErrPlace, ErrTooManyParts}, edits...)
	httpapi.Handle(h, httpapi.Op{ID: "create_regulation_draft", Method: http.MethodPost, Path: "/admin" + one + "/versions", Tag: tag, Action: authz.RegulationWrite,
		Status: http.StatusCreated, Errors: []*apperr.Def{apperr.NotFound, ErrDraftExists}, Summary: "Begin the next version as a copy of one"}, s.newDraft)
	httpapi.Handle(h, httpapi.Op{ID: "discard_regulation_draft", Method: http.MethodDelete, Path: draft, Tag: tag, Action: authz.RegulationWrite,
		Status: http.StatusNoContent, Errors: []*apperr.Def{apperr.NotFound, ErrNotDraft}, Summary: "Forget a draft; with the first one the regulation"}, s.discard)
	httpapi.Handle(h, httpapi.Op{ID: "edit_regulation_draft", Method: http.MethodPatch, Path: draft, Tag: tag, Action: authz.RegulationWrite,
		MaxBody: most, Errors: edits, Summary: "Change a draft's title and preamble"}, s.editHead)
	httpapi.Handle(h, httpapi.Op{ID: "add_regulation_node", Method: http.MethodPost, Path: draft + "/nodes", Tag: tag, Action: authz.RegulationWrite,
		Status: http.StatusCreated, MaxBody: most, Errors: placed, Summary: "Put a new chapter, section, article or clause into a draft"}, s.addNode)
	httpapi.Handle(h, httpapi.Op{ID: "edit_regulation_node", Method: http.MethodPatch, Path: node, Tag: tag, Action: authz.RegulationWrite,
		MaxBody: most, Errors: placed, Summary: "Change what a part of a draft says"}, s.editNode)
	httpapi.Handle(h, httpapi.Op{ID: "move_regulation_node", Method: http.MethodPut, Path: node + "/place", Tag: tag, Action: authz.RegulationWrite,
		Errors: placed, Summary: "Put a part of a draft, with what lies below it, elsewhere"}, s.moveNode)
	httpapi.Handle(h, httpapi.Op{ID: "remove_regulation_node", Method: http.MethodDelete, Path: node, Tag: tag, Action: authz.RegulationWrite,
		Status: http.StatusOK, Errors: edits, Summary: "Take a part out of a draft, with what lies below it"}, s.removeNode)
}

type regulationNewDraftInput struct {
	ID   id.ID `path:"id"`
	Body struct {
		From int64 `json:"from" minimum:"1" doc:"number of the version that is copied"`
	}
}

func (s *Service) newDraft(ctx context.Context, who authz.Principal, in *regulationNewDraftInput) (*httpapi.Body[RegulationVersion], error) {
	return httpapi.OK(s.NewDraft(ctx, who, in.ID, in.Body.From))
}

func (s *Service) discard(ctx context.Context, who authz.Principal, in *versionInput) (*httpapi.None, error) {
	return httpapi.Done(s.Discard(ctx, who, in.ID, in.Version))
}

type regulationEditHeadInput struct {
	ID      id.ID `path:"id"`
	Version int64 `path:"version" minimum:"1"`
	Body    struct {
		Revision int64   `json:"revision" minimum:"1"`
		Title    *string `json:"title,omitempty" maxLength:"200"`
		Preamble *string `json:"preamble,omitempty" maxLength:"50000"`
	}
}

func (s *Service) editHead(ctx context.Context, who authz.Principal, in *regulationEditHeadInput) (*httpapi.Body[RegulationVersion], error) {
	return httpapi.OK(s.EditHead(ctx, who, Edit{in.ID, in.Version, in.Body.Revision}, in.Body.Title, in.Body.Preamble))
}

// place is where a part goes.
type place struct {
	ParentID *id.ID `json:"parent_id,omitempty" doc:"what it lies in; nothing: it is one of the outermost"`
	AfterID  *id.ID `json:"after_id,omitempty" doc:"the neighbour that it follows; nothing: it is the first"`
}

func (p place) place() (out Place) {
	if p.ParentID != nil {
		out.Parent = *p.ParentID
	}
	if p.AfterID != nil {
		out.After = *p.AfterID
	}
	return out
}

type regulationAddNodeInput struct {
	ID      id.ID `path:"id"`
	Version int64 `path:"version" minimum:"1"`
	Body    struct {
		Revision int64     `json:"revision" minimum:"1"`
		ParentID *id.ID    `json:"parent_id,omitempty" doc:"what it lies in; nothing: it is one of the outermost"`
		AfterID  *id.ID    `json:"after_id,omitempty" doc:"the neighbour that it follows; nothing: it is the first"`
		Kind     text.Kind `json:"kind" enum:"chapter,section,article,clause"`
		Number   string    `json:"number,omitempty" maxLength:"40"`
		Title    string    `json:"title,omitempty" maxLength:"200"`
		Text     string    `json:"text,omitempty" maxLength:"20000"`
	}
}

func (s *Service) addNode(ctx context.Context, who authz.Principal, in *regulationAddNodeInput) (*httpapi.Body[RegulationVersion], error) {
	b := &in.Body
	return httpapi.OK(s.AddNode(ctx, who, Edit{in.ID, in.Version, b.Revision}, place{b.ParentID, b.AfterID}.place(),
		Words{Kind: &b.Kind, Number: &b.Number, Title: &b.Title, Text: &b.Text}))
}

type regulationEditNodeInput struct {
	ID      id.ID `path:"id"`
	Version int64 `path:"version" minimum:"1"`
	Node    id.ID `path:"node_id"`
	Body    struct {
		Revision int64      `json:"revision" minimum:"1"`
		Kind     *text.Kind `json:"kind,omitempty" enum:"chapter,section,article,clause"`
		Number   *string    `json:"number,omitempty" maxLength:"40"`
		Title    *string    `json:"title,omitempty" maxLength:"200"`
		Text     *string    `json:"text,omitempty" maxLength:"20000"`
	}
}

func (s *Service) editNode(ctx context.Context, who authz.Principal, in *regulationEditNodeInput) (*httpapi.Body[RegulationVersion], error) {
	b := &in.Body
	return httpapi.OK(s.EditNode(ctx, who, Edit{in.ID, in.Version, b.Revision}, in.Node, Words{Kind: b.Kind, Number: b.Number, Title: b.Title, Text: b.Text}))
}

type regulationMoveNodeInput struct {
	ID      id.ID `path:"id"`
	Version int64 `path:"version" minimum:"1"`
	Node    id.ID `path:"node_id"`
	Body    struct {
		Revision int64  `json:"revision" minimum:"1"`
		ParentID *id.ID `json:"parent_id,omitempty" doc:"what it lies in; nothing: it is one of the outermost"`
		AfterID  *id.ID `json:"after_id,omitempty" doc:"the neighbour that it follows; nothing: it is the first"`
	}
}

func (s *Service) moveNode(ctx context.Context, who authz.Principal, in *regulationMoveNodeInput) (*httpapi.Body[RegulationVersion], error) {
	return httpapi.OK(s.MoveNode(ctx, who, Edit{in.ID, in.Version, in.Body.Revision}, in.Node, place{in.Body.ParentID, in.Body.AfterID}.place()))
}

type removeNodeInput struct {
	ID       id.ID `path:"id"`
	Version  int64 `path:"version" minimum:"1"`
	Node     id.ID `path:"node_id"`
	Revision int64 `query:"revision" required:"true" minimum:"1"`
}

func (s *Service) removeNode(ctx context.Context, who authz.Principal, in *removeNodeInput) (*httpapi.Body[RegulationVersion], error) {
	return httpapi.OK(s.RemoveNode(ctx, who, Edit{in.ID, in.Version, in.Revision}, in.Node))
}
