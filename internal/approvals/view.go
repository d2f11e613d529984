package approvals

import (
	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// ApprovalTemplate is what somebody may apply for, in one line.
type ApprovalTemplate struct {
	Key        string         `json:"key"`
	Version    int64          `json:"version"`
	Name       string         `json:"name"`
	About      string         `json:"about"`
	Category   form.Category  `json:"category" enum:"people,rules,notices,collaboration,files,conduct,customers,other"`
	Effect     string         `json:"effect" doc:"what it brings about; empty: nothing happens by itself"`
	MineRecent *clock.Instant `json:"mine_recent_at" doc:"when the caller last applied for it; null: never, or long ago"`
}

// TemplateVersion is one version of a template.
type TemplateVersion struct {
	Key         string          `json:"key"`
	Version     int64           `json:"version"`
	Newest      int64           `json:"newest" doc:"the newest version"`
	Enabled     bool            `json:"enabled"`
	Definition  form.Definition `json:"definition"`
	EffectWords string          `json:"effect_words" doc:"what happens once it is approved; empty: nothing by itself"`
	At          clock.Instant   `json:"at" doc:"since when there is this version"`
	By          *ref.Named      `json:"by" doc:"null: it came with the program"`
}

// AdminTemplate is a template as administrators see it.
type AdminTemplate struct {
	Key         string        `json:"key"`
	Version     int64         `json:"version"`
	Name        string        `json:"name"`
	Category    form.Category `json:"category" enum:"people,rules,notices,collaboration,files,conduct,customers,other"`
	Effect      string        `json:"effect"`
	EffectWords string        `json:"effect_words" doc:"what happens once it is approved; empty: nothing by itself"`
	Enabled     bool          `json:"enabled"`
	BuiltIn     bool          `json:"built_in" doc:"came with the program and was not changed since"`
	Offered     bool          `json:"offered" doc:"whether it can be applied for: enabled, and there is what does its effect"`
	ChangedAt   clock.Instant `json:"changed_at"`
	ChangedBy   *ref.Named    `json:"changed_by" doc:"null: it came with the program"`
}

// TemplateFault is a fault of a definition or of values, with its place.
type TemplateFault struct {
	Field  string         `json:"field" doc:"such as fields[2].formula, route.steps[0].who, values.days"`
	Code   string         `json:"code"`
	Params map[string]any `json:"params,omitempty"`
}

// ApprovalPreview is what would happen if somebody applied now.
type ApprovalPreview struct {
	Steps    []PreviewStep   `json:"steps" nullable:"false"`
	Values   form.Values     `json:"values" doc:"in their one form, computed fields filled in"`
	Problems []TemplateFault `json:"problems" nullable:"false" doc:"why it cannot be sent as it is"`
}

// PreviewStep is a step that would be asked.
type PreviewStep struct {
	ID     string         `json:"id"`
	Name   string         `json:"name"`
	Kind   string         `json:"kind" enum:"approve,cc"`
	Arm    string         `json:"arm" doc:"the way through branches to it, as branch/arm; empty: none"`
	How    string         `json:"how" enum:"all,any,sequence," doc:"empty where nobody decides"`
	People []ref.Named    `json:"people" nullable:"false"`
	Why    string         `json:"why" enum:"nobody,self,admin,choice," doc:"nobody was found, only the applicant; administrators stand in; the applicant has to choose"`
	Stops  bool           `json:"stops" doc:"the approval cannot go beyond: nobody is there to be asked"`
	Choose *ApprovalLimit `json:"choose,omitempty" doc:"the applicant chooses the people of this step, so many"`
	Limit  *StepLimit     `json:"limit" doc:"null: none"`
	Level  string         `json:"level" enum:"password,passkey,"`
}

// ApprovalLimit is how many people are to be chosen.
type ApprovalLimit struct {
	Min int `json:"min"`
	Max int `json:"max" doc:"0: no limit"`
}

// StepLimit is how long a step may take.
type StepLimit struct {
	Minutes int    `json:"minutes" doc:"of working time"`
	Then    string `json:"then" enum:"remind,escalate,pass,reject"`
	Again   int    `json:"again" doc:"reminded again after so many minutes of working time; 0: once only"`
	Times   int    `json:"times" doc:"at most so often, the first counted"`
}

// ApprovalList is a part of a list. Narrowed, it may be looked through only so far at once.
type ApprovalList struct {
	httpapi.List[ApprovalRow]
	LookedBackTo *clock.Instant `json:"looked_back_to" doc:"of a list that is narrowed: not all that was asked for was found as far back as this (as at orders them), and next_cursor looks further; null: it was"`
}

// ApprovalRow is an approval in one line of a list.
type ApprovalRow struct {
	ID         id.ID             `json:"id"`
	TaskID     *id.ID            `json:"task_id" doc:"the caller's turn that waits; null in the other lists"`
	Serial     string            `json:"serial"`
	Version    int64             `json:"version" doc:"to be named by whoever acts"`
	Template   TemplateName      `json:"template"`
	Title      string            `json:"title"`
	Applicant  ref.Named         `json:"applicant"`
	Department *ref.Named        `json:"department"`
	State      string            `json:"state" enum:"running,returned,approved,rejected,withdrawn"`
	Effect     string            `json:"effect_state" enum:"none,pending,done,failed,closed,ended"`
	Step       string            `json:"step" doc:"where it stands, in words; empty once it is closed"`
	OpenedAt   clock.Instant     `json:"opened_at"`
	At         clock.Instant     `json:"at" doc:"by which the list is ordered: when the turn came, was taken, it was opened or told"`
	DueAt      *clock.Instant    `json:"due_at" doc:"of the caller's turn; null: no limit"`
	Unread     bool              `json:"unread"`
	Overdue    bool              `json:"overdue"`
	Batch      bool              `json:"batch" doc:"can be decided together with others"`
	Summary    []ApprovalSummary `json:"summary" nullable:"false" doc:"at most three values"`
}

// TemplateName is a template by its name.
type TemplateName struct {
	Key  string `json:"key"`
	Name string `json:"name"`
}

// ApprovalSummary is a value in words.
type ApprovalSummary struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// ApprovalCounts are for the signs beside lists.
type ApprovalCounts struct {
	Waiting int `json:"waiting" doc:"turns of the caller"`
	Overdue int `json:"overdue" doc:"of these, late ones"`
	Copied  int `json:"copied" doc:"told and not read"`
}

// Approval is an approval as the reader may see it.
type Approval struct {
	ID         id.ID           `json:"id"`
	Serial     string          `json:"serial"`
	Version    int64           `json:"version" doc:"rises with each change; an act names the one that it was decided on"`
	Template   TemplateAt      `json:"template"`
	Title      string          `json:"title"`
	Definition form.Definition `json:"definition" doc:"with the fields that the reader may see"`
	Values     form.Values     `json:"values"`
	Applicant  ref.Person      `json:"applicant"`
	Department *ref.Named      `json:"department" doc:"of the applicant when it was opened"`
	State      string          `json:"state" enum:"running,returned,approved,rejected,withdrawn"`
	OpenedAt   clock.Instant   `json:"opened_at"`
	ClosedAt   *clock.Instant  `json:"closed_at"`
	Effect     ApprovalEffect  `json:"effect"`
	Route      []RouteStep     `json:"route" nullable:"false" doc:"what was asked and what is still to come, in order"`
	Acts       []ApprovalAct   `json:"acts" nullable:"false"`
	Copies     []ApprovalCopy  `json:"cc" nullable:"false"`
	Mine       ApprovalMine    `json:"mine"`
}

// TemplateAt is a version of a template by its name.
type TemplateAt struct {
	Key     string `json:"key"`
	Version int64  `json:"version"`
	Name    string `json:"name"`
}

// ApprovalEffect is what an approval brings about, and how far that has come.
type ApprovalEffect struct {
	Name      string         `json:"name" doc:"empty: nothing happens by itself"`
	Words     string         `json:"words"`
	State     string         `json:"state" enum:"none,pending,done,failed,closed,ended" doc:"ended: by its applicant, before its time"`
	Error     string         `json:"error,omitempty" doc:"a code of the problems"`
	ErrorText string         `json:"error_text,omitempty"`
	Object    string         `json:"object,omitempty" doc:"what it made"`
	At        *clock.Instant `json:"at" doc:"when it was done, had failed, was closed or ended"`
}

// RouteStep is a step as it was reached in one round.
type RouteStep struct {
	Step   string         `json:"step"`
	Name   string         `json:"name"`
	Kind   string         `json:"kind" enum:"approve,cc"`
	How    string         `json:"how" enum:"all,any,sequence,"`
	State  string         `json:"state" enum:"ahead,running,passed,stopped,left" doc:"stopped: the approval ended here; left: it counts no more, because it was returned or the form changed"`
	Arm    string         `json:"arm"`
	Round  int            `json:"round"`
	Limit  *StepLimit     `json:"limit"`
	DueAt  *clock.Instant `json:"due_at"`
	Why    string         `json:"why" enum:"nobody,self,admin,choice," doc:"why nobody decided, or others did: nobody was found, only the applicant, administrators stand in"`
	People []RoutePerson  `json:"people" nullable:"false"`
}

// RoutePerson is somebody's part in a step.
type RoutePerson struct {
	Person  ref.Person     `json:"person"`
	For     *ref.Named     `json:"for" doc:"whose turn it is, where the person acts for somebody"`
	TaskID  *id.ID         `json:"task_id" doc:"null: not asked yet"`
	Kind    string         `json:"kind" enum:"decide,added_before,added_after,added_beside"`
	State   string         `json:"state" enum:"ahead,waiting,open,done,skipped,handed_over"`
	Outcome string         `json:"outcome" enum:"approved,rejected,returned,earlier,auto_approved,auto_rejected,transferred,escalated,left,by_other,moot,delegate_gone,has_place," doc:"empty while open"`
	Over    *ref.Named     `json:"over" doc:"who would have been asked instead, but decides in this step already"`
	At      *clock.Instant `json:"at"`
	Minded  int            `json:"reminded" doc:"how often, because the time is over"`
	Level   string         `json:"level" enum:"system,session,password,passkey," doc:"how it was confirmed"`
	Text    string         `json:"text"`
	Stroke  *id.ID         `json:"stroke_file_id" doc:"the picture of a signature by hand"`
}

// ApprovalAct is something that was done.
type ApprovalAct struct {
	ID     id.ID         `json:"id"`
	N      int64         `json:"n"`
	At     clock.Instant `json:"at"`
	Kind   string        `json:"kind"`
	Person *ref.Person   `json:"person" doc:"null: the house itself"`
	For    *ref.Named    `json:"for"`
	To     []ref.Named   `json:"to" nullable:"false"`
	Step   string        `json:"step"`
	TaskID *id.ID        `json:"task_id"`
	Text   string        `json:"text"`
	Level  string        `json:"level" enum:"system,session,password,passkey,"`
	Stroke *id.ID        `json:"stroke_file_id"`
	Signed bool          `json:"signed" doc:"it is a link of the signed chain"`
}

// ApprovalCopy is somebody who was told.
type ApprovalCopy struct {
	Person ref.Person     `json:"person"`
	At     clock.Instant  `json:"at"`
	ReadAt *clock.Instant `json:"read_at"`
}

// ApprovalMine is what the reader may do.
type ApprovalMine struct {
	Tasks  []MyTask `json:"tasks" nullable:"false"`
	May    []string `json:"may" nullable:"false" doc:"withdraw, urge, resubmit, end_early, comment, cc"`
	Onward bool     `json:"onward" doc:"what is handed in anew may go straight on to who returned it"`
	// Lasts is there for who may end what was approved.
	Lasts *EffectSpan `json:"lasts,omitempty" doc:"from when until when what was approved holds; may be ended before with end_early"`
	// Chosen is there for who may hand it in anew.
	Chosen map[string][]id.ID `json:"chosen,omitempty" doc:"whom the applicant has chosen, by step; may be chosen anew with resubmit"`
}

// MyTask is a turn of the reader's that waits.
type MyTask struct {
	ID        id.ID       `json:"id"`
	Step      string      `json:"step"`
	Kind      string      `json:"kind" enum:"decide,added_before,added_after,added_beside"`
	For       *ref.Named  `json:"for"`
	May       []string    `json:"may" nullable:"false" doc:"approve, reject, transfer, add_before, add_after, add_beside, return_applicant, return_step"`
	ReturnTo  []StepName  `json:"return_to" nullable:"false" doc:"steps to which it can be returned"`
	Level     string      `json:"level" enum:"password,passkey"`
	Confirmed bool        `json:"confirmed" doc:"the password was given in this session a short while ago and need not be again"`
	Stroke    bool        `json:"stroke" doc:"a signature by hand is asked for"`
	Rights    form.Rights `json:"rights"`
}

// StepName is a step by its name.
type StepName struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// ApprovalDraft is something begun and not sent.
type ApprovalDraft struct {
	ID        id.ID              `json:"id"`
	Template  TemplateAt         `json:"template"`
	Title     string             `json:"title"`
	Values    form.Values        `json:"values"`
	Chosen    map[string][]id.ID `json:"chosen"`
	Copies    []id.ID            `json:"cc" nullable:"false"`
	MadeAt    clock.Instant      `json:"made_at"`
	ChangedAt clock.Instant      `json:"changed_at"`
}

// BatchResult is what became of one of several decisions.
type BatchResult struct {
	ID     id.ID  `json:"id"`
	OK     bool   `json:"ok"`
	Code   string `json:"code,omitempty" doc:"of the problem"`
	Detail string `json:"detail,omitempty"`
}
