package acknowledgement

import (
	"context"
	"mime"
	"net/http"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

const (
	tag   = "Acknowledgements"
	mine  = "/acknowledgements"
	one   = mine + "/{regulation_id}/{version}"
	admin = "/admin/regulations/{id}/acknowledgement"
)

// Routes adds the room's operations to the server.
func (s *Service) Routes(h *httpapi.Server) {
	none := []*apperr.Def{apperr.NotFound}
	httpapi.Handle(h, httpapi.Op{ID: "list_my_acknowledgements", Method: http.MethodGet, Path: mine, Tag: tag, Action: authz.AcknowledgementOwn,
		Summary: "What waits to be read and acknowledged by the caller, or what they have"}, s.listMine)
	httpapi.Handle(h, httpapi.Op{ID: "get_acknowledgement", Method: http.MethodGet, Path: one, Tag: tag, Action: authz.AcknowledgementOwn, Errors: none,
		Summary: "What a version of a regulation demands of the caller"}, s.getOwn)
	httpapi.Handle(h, httpapi.Op{ID: "note_reading", Method: http.MethodPost, Path: one + "/reading", Tag: tag, Action: authz.AcknowledgementOwn, Errors: none,
		Summary: "Say that a version is open before the caller: at the beginning, every 15 seconds, and at the end"}, s.noteReading)
	httpapi.Handle(h, httpapi.Op{ID: "acknowledge_regulation", Method: http.MethodPost, Path: one, Tag: tag, Action: authz.AcknowledgementGive,
		Errors: []*apperr.Def{apperr.NotFound, ErrNotAsked, ErrNotInForce, ErrOtherText}, Summary: "Acknowledge the version in force; a second time changes nothing"}, s.acknowledge)
	httpapi.Handle(h, httpapi.Op{ID: "get_acknowledgement_proof", Method: http.MethodGet, Path: one + "/proof", Tag: tag, Action: authz.AcknowledgementProof, Errors: none,
		Summary: "Everything about an acknowledgement, with the proof of its record in the audit log"}, s.proof)
	httpapi.Handle(h, httpapi.Op{ID: "get_acknowledgement_proof_pdf", Method: http.MethodGet, Path: one + "/proof/pdf", Tag: tag, Action: authz.AcknowledgementProof, Errors: none,
		Rate: httpapi.Costly, Summary: "The same for paper (PDF)"}, s.proofPDF)
	httpapi.Handle(h, httpapi.Op{ID: "list_acknowledgement_demands", Method: http.MethodGet, Path: "/admin/acknowledgements", Tag: tag, Action: authz.AcknowledgementState,
		Summary: "Which regulations demand acknowledgement, and how far that has come"}, s.listDemands)
	httpapi.Handle(h, httpapi.Op{ID: "get_acknowledgement_state", Method: http.MethodGet, Path: admin, Tag: tag, Action: authz.AcknowledgementState, Errors: none,
		Summary: "How far the acknowledgement of a version has come, by department"}, s.getState)
	httpapi.Handle(h, httpapi.Op{ID: "demand_acknowledgement", Method: http.MethodPut, Path: admin, Tag: tag, Action: authz.AcknowledgementDemand, Errors: none,
		Summary: "Settle whether a regulation demands acknowledgement, and of whom"}, s.setDemand)
	httpapi.Handle(h, httpapi.Op{ID: "list_acknowledgement_people", Method: http.MethodGet, Path: admin + "/people", Tag: tag, Action: authz.AcknowledgementState, Errors: none,
		Summary: "Who has acknowledged a version and who has not"}, s.listPeople)
	httpapi.Handle(h, httpapi.Op{ID: "remind_acknowledgement", Method: http.MethodPost, Path: admin + "/remind", Tag: tag, Action: authz.AcknowledgementRemind,
		Errors: []*apperr.Def{apperr.NotFound, ErrNotAsked, ErrRemindedRecently}, Summary: "Remind those who have not acknowledged the version in force"}, s.remindAll)
	httpapi.Handle(h, httpapi.Op{ID: "export_acknowledgements", Method: http.MethodGet, Path: admin + "/export", Tag: tag, Action: authz.AcknowledgementExport, Errors: none,
		Rate: httpapi.Costly, Summary: "Who has acknowledged a version and who has not, as CSV"}, s.export)
}

type mineInput struct {
	httpapi.Page
	State string `query:"state" enum:"waiting,done" default:"waiting"`
}

func (s *Service) listMine(ctx context.Context, who authz.Principal, in *mineInput) (*httpapi.Body[AcknowledgementPage], error) {
	return httpapi.OK(s.Mine(ctx, who, in.State == stateDone, in.Page))
}

// OfVersion is the part of a path that names a version of a regulation.
type OfVersion struct {
	Regulation id.ID `path:"regulation_id"`
	Version    int64 `path:"version" minimum:"1"`
}

func (s *Service) getOwn(ctx context.Context, who authz.Principal, in *OfVersion) (*httpapi.Body[OwnAcknowledgement], error) {
	return httpapi.OK(s.Own(ctx, who, in.Regulation, in.Version))
}

func (s *Service) noteReading(ctx context.Context, who authz.Principal, in *OfVersion) (*httpapi.Body[Acknowledgement], error) {
	return httpapi.OK(s.Reading(ctx, who, in.Regulation, in.Version))
}

type acknowledgeInput struct {
	OfVersion
	Body struct {
		Hash string `json:"version_hash" minLength:"64" maxLength:"64" doc:"of the words that were read"`
	}
}

func (s *Service) acknowledge(ctx context.Context, who authz.Principal, in *acknowledgeInput) (*httpapi.Body[Acknowledgement], error) {
	return httpapi.OK(s.Acknowledge(ctx, who, in.Regulation, in.Version, in.Body.Hash))
}

type ackProofInput struct {
	OfVersion
	Account id.ID `query:"account" doc:"nothing: the caller"`
}

func (s *Service) proof(ctx context.Context, who authz.Principal, in *ackProofInput) (*httpapi.Body[AcknowledgementProof], error) {
	return httpapi.OK(s.Proof(ctx, who, in.Regulation, in.Version, in.Account))
}

// fileOutput is a file to save.
type fileOutput struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func saved(kind string, data []byte, name string, err error) (*fileOutput, error) {
	if err != nil {
		return nil, err
	}
	return &fileOutput{ContentType: kind, Body: data, Disposition: mime.FormatMediaType("attachment", map[string]string{"filename": name})}, nil
}

func (s *Service) proofPDF(ctx context.Context, who authz.Principal, in *ackProofInput) (*fileOutput, error) {
	data, name, err := s.ProofPDF(ctx, who, in.Regulation, in.Version, in.Account)
	return saved("application/pdf", data, name, err)
}

type demandList struct {
	Items []AcknowledgementDemand `json:"items" nullable:"false"`
}

func (s *Service) listDemands(ctx context.Context, who authz.Principal, _ *struct{}) (*httpapi.Body[demandList], error) {
	all, err := s.Demands(ctx, who)
	return httpapi.OK(demandList{all}, err)
}

// OfRegulation names a regulation with one of its versions.
type OfRegulation struct {
	ID      id.ID `path:"id"`
	Version int64 `query:"version" minimum:"0" doc:"0 or nothing: the version in force"`
}

func (s *Service) getState(ctx context.Context, who authz.Principal, in *OfRegulation) (*httpapi.Body[AcknowledgementState], error) {
	return httpapi.OK(s.State(ctx, who, in.ID, in.Version))
}

type acknowledgementDemandInput struct {
	ID   id.ID `path:"id"`
	Body struct {
		Required    bool    `json:"required"`
		Departments []id.ID `json:"department_ids,omitempty" nullable:"false" maxItems:"200" doc:"of whom, with those below them; none: of everybody"`
	}
}

func (s *Service) setDemand(ctx context.Context, who authz.Principal, in *acknowledgementDemandInput) (*httpapi.Body[AcknowledgementState], error) {
	return httpapi.OK(s.Demand(ctx, who, in.ID, in.Body.Required, in.Body.Departments))
}

type peopleInput struct {
	OfRegulation
	httpapi.Page
	State      string `query:"state" enum:"open,waiting,overdue,done" doc:"open: waiting or overdue; nothing: all"`
	Department id.ID  `query:"department_id" doc:"with those below it; nothing: all that the caller may see"`
}

func (s *Service) listPeople(ctx context.Context, who authz.Principal, in *peopleInput) (*httpapi.Body[httpapi.List[AcknowledgementPerson]], error) {
	return httpapi.OK(s.Listing(ctx, who, in.ID, Filter{in.Version, in.State, in.Department}, in.Page))
}

type acknowledgementRemindInput struct {
	ID   id.ID `path:"id"`
	Body struct {
		Department *id.ID `json:"department_id,omitempty" doc:"with those below it; nothing: all that the caller may reach"`
	}
}

type remindedOutput struct {
	Reminded int `json:"reminded" doc:"how many people"`
}

func (s *Service) remindAll(ctx context.Context, who authz.Principal, in *acknowledgementRemindInput) (*httpapi.Body[remindedOutput], error) {
	var department id.ID
	if in.Body.Department != nil {
		department = *in.Body.Department
	}
	n, err := s.Remind(ctx, who, in.ID, department)
	return httpapi.OK(remindedOutput{n}, err)
}

type exportInput struct {
	OfRegulation
	Department id.ID `query:"department_id" doc:"with those below it; nothing: all that the caller may see"`
}

func (s *Service) export(ctx context.Context, who authz.Principal, in *exportInput) (*fileOutput, error) {
	data, name, err := s.Export(ctx, who, in.ID, Filter{Version: in.Version, Department: in.Department})
	return saved("text/csv; charset=utf-8", data, name, err)
}
