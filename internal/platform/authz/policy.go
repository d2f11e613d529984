package authz

import "slices"

// Relation is how a principal stands to an object.
type Relation string

// The relations that rooms compute.
const (
	Self       Relation = "self"        // the object is the person or belongs to the person
	Employee   Relation = "employee"    // any active account
	Member     Relation = "member"      // of the conversation, now
	GroupAdmin Relation = "group_admin" // administrator of the group
	GroupOwner Relation = "group_owner" // its owner
	Sender     Relation = "sender"      // of the message
	Asked      Relation = "asked"       // for a receipt: who was a member when it was sent
	Head       Relation = "head"        // head or deputy of the department, or of one above it
	Applicant  Relation = "applicant"   // of the approval
	Approver   Relation = "approver"    // who was ever asked to decide about it
	Copied     Relation = "copied"      // who was told of it

	// StandIn is an administrator while nobody holds one of the policy's roles; Can sees it by itself.
	StandIn Relation = "stand_in"
)

// Action is a verb of a room.
type Action string

// Policy says who may do an action: whoever holds one of Roles, or stands in one of Via.
type Policy struct {
	Action Action     `json:"action"`
	Object string     `json:"object"`
	Roles  []Role     `json:"roles,omitempty"`
	Via    []Relation `json:"via,omitempty"`
	// Audit tells that the act leaves a row in the audit log: "write" or "read"; empty for none.
	Audit string `json:"audit,omitempty"`
}

// The actions of the product.
const (
	SessionOwn       Action = "session.own"
	PasswordChange   Action = "password.change"
	SettingsChange   Action = "settings.change"
	DirectoryRead    Action = "directory.read"
	PresenceSet      Action = "presence.set"
	PeopleAdminister Action = "people.administer"
	AccountFreeze    Action = "account.freeze"
	AccountReset     Action = "account.reset"
	AccountRoles     Action = "account.roles"
	DepartmentLead   Action = "department.lead"
	RosterImport     Action = "roster.import"
	PasswordsHandOut Action = "passwords.hand_out"
	RulesRead        Action = "rules.read"
	RulesSet         Action = "rules.set" // by the house itself; nobody's request does it
	RulesPropose     Action = "rules.propose"
	RulesDecide      Action = "rules.decide"
	EvidenceRead     Action = "evidence.read"
	RulesCounts      Action = "rules.counts"
	RulesTry         Action = "rules.try"

	RegulationRead    Action = "regulation.read"
	RegulationWrite   Action = "regulation.write"
	RegulationPublish Action = "regulation.publish"
	RegulationLink    Action = "regulation.link"

	AcknowledgementOwn    Action = "acknowledgement.own"
	AcknowledgementGive   Action = "acknowledgement.give"
	AcknowledgementDemand Action = "acknowledgement.demand"
	AcknowledgementState  Action = "acknowledgement.state"
	AcknowledgementRemind Action = "acknowledgement.remind"
	AcknowledgementExport Action = "acknowledgement.export"
	AcknowledgementProof  Action = "acknowledgement.proof"

	ApprovalTemplates  Action = "approval.templates"
	ApprovalDesign     Action = "approval.design"
	ApprovalApply      Action = "approval.apply"
	ApprovalOwn        Action = "approval.own"
	ApprovalRead       Action = "approval.read"
	ApprovalInspect    Action = "approval.inspect"
	ApprovalAct        Action = "approval.act"
	ApprovalDecide     Action = "approval.decide"
	ApprovalApplied    Action = "approval.applied"
	ApprovalTell       Action = "approval.tell"
	ApprovalEffects    Action = "approval.effects"
	ApprovalStatistics Action = "approval.statistics"
	ApprovalExport     Action = "approval.export"
	DelegationOwn      Action = "delegation.own"

	PasskeyOwn    Action = "passkey.own"
	PasskeyEnrol  Action = "passkey.enrol"
	PasskeyRemove Action = "passkey.remove"
	PasskeyStop   Action = "passkey.stop" // by the house itself, when there may be two of one
	ApprovalKey   Action = "approval.key" // by the house itself; nobody's request does it

	CalendarRead   Action = "calendar.read"
	CalendarManage Action = "calendar.manage"

	FileUpload Action = "file.upload"
	UploadOwn  Action = "upload.own"
	FileRead   Action = "file.read"
	LibraryOwn Action = "library.own"

	ConversationOpen   Action = "conversation.open"
	ConversationRead   Action = "conversation.read"
	ConversationPrefer Action = "conversation.prefer"
	GroupRename        Action = "group.rename"
	GroupAdd           Action = "group.add_members"
	GroupRemove        Action = "group.remove_members"
	GroupLeave         Action = "group.leave"
	MessageSend        Action = "message.send"
	MessageSendAll     Action = "message.mention_all"
	MessageSearch      Action = "message.search"
	MessageForward     Action = "message.forward"
	MessageEdit        Action = "message.edit"
	MessageRecall      Action = "message.recall"
	RecalledRead       Action = "message.recalled.read"
	ReadersRead        Action = "message.readers"
	MessageReact       Action = "message.react"
	MessagePin         Action = "message.pin"
	MessageKeep        Action = "message.keep"
	ReceiptAnswer      Action = "receipt.answer"
	ReceiptRead        Action = "receipt.read"
	ReceiptRemind      Action = "receipt.remind"
	LinkPreview        Action = "link.preview"

	AuditRead   Action = "audit.read"
	AuditOwn    Action = "audit.own"
	AuditProve  Action = "audit.prove"
	AuditState  Action = "audit.state"
	AuditExport Action = "audit.export"
)

// policies is the one readable table of who may do what.
var policies = []Policy{
	{Action: SessionOwn, Object: "session", Via: []Relation{Self}},
	{Action: PasswordChange, Object: "account", Via: []Relation{Self}, Audit: "write"},
	{Action: PasskeyOwn, Object: "passkey", Via: []Relation{Self}},
	{Action: PasskeyEnrol, Object: "passkey", Via: []Relation{Self}, Audit: "write"},
	{Action: PasskeyRemove, Object: "passkey", Via: []Relation{Self}, Audit: "write"},
	{Action: SettingsChange, Object: "settings", Via: []Relation{Self}},
	{Action: DirectoryRead, Object: "directory", Via: []Relation{Employee}},
	{Action: PresenceSet, Object: "account", Via: []Relation{Self}},
	{Action: PeopleAdminister, Object: "account", Roles: []Role{Admin, SecurityAdmin, HR, IT}},
	{Action: AccountFreeze, Object: "account", Roles: []Role{Admin, SecurityAdmin, IT}, Audit: "write"},
	{Action: AccountReset, Object: "account", Roles: []Role{Admin, SecurityAdmin, IT}, Audit: "write"},
	{Action: AccountRoles, Object: "account", Roles: []Role{SecurityAdmin}, Via: []Relation{StandIn}, Audit: "write"},
	{Action: DepartmentLead, Object: "department", Roles: []Role{Admin, HR}, Audit: "write"},
	{Action: RosterImport, Object: "roster", Roles: []Role{Admin, HR, IT}, Audit: "write"},
	{Action: PasswordsHandOut, Object: "roster", Roles: []Role{Admin, HR, IT}, Audit: "write"},
	{Action: RulesRead, Object: "rule", Via: []Relation{Employee}},
	{Action: RulesPropose, Object: "rule", Roles: []Role{Admin, SecurityAdmin}, Audit: "write"},
	{Action: RulesDecide, Object: "rule", Roles: []Role{Admin, SecurityAdmin}, Audit: "write"}, // somebody else than who proposed
	{Action: EvidenceRead, Object: "evidence", Roles: []Role{Admin, SecurityAdmin, AuditAdmin, Supervisor}, Audit: "read"},
	{Action: RulesTry, Object: "rule", Roles: []Role{Admin, SecurityAdmin}, Audit: "read"}, // it looks at what people did
	{Action: RulesCounts, Object: "rule", Roles: []Role{Admin, SecurityAdmin, AuditAdmin, Leader, Supervisor}},
	{Action: RegulationRead, Object: "regulation", Via: []Relation{Employee}}, // drafts are for those who may write them
	{Action: RegulationWrite, Object: "regulation", Roles: []Role{Admin, HR}, Audit: "write"},
	{Action: RegulationPublish, Object: "regulation", Roles: []Role{Admin}, Audit: "write"},
	{Action: RegulationLink, Object: "regulation", Roles: []Role{Admin}, Audit: "write"},

	{Action: AcknowledgementOwn, Object: "acknowledgement", Via: []Relation{Self}},
	{Action: AcknowledgementGive, Object: "acknowledgement", Via: []Relation{Self}, Audit: "write"},
	{Action: AcknowledgementDemand, Object: "regulation", Roles: []Role{Admin, HR}, Audit: "write"},
	{Action: AcknowledgementState, Object: "regulation", Roles: []Role{Admin, HR}, Via: []Relation{Head}}, // heads: of their own departments
	{Action: AcknowledgementRemind, Object: "regulation", Roles: []Role{Admin, HR}, Via: []Relation{Head}, Audit: "write"},
	{Action: AcknowledgementExport, Object: "regulation", Roles: []Role{Admin, HR}, Via: []Relation{Head}, Audit: "read"},
	{Action: AcknowledgementProof, Object: "acknowledgement", Roles: []Role{Admin, HR, AuditAdmin}, Via: []Relation{Self}, Audit: "read"},

	{Action: ApprovalTemplates, Object: "approval_template", Via: []Relation{Employee}}, // what each is offered to, its definition says
	{Action: ApprovalDesign, Object: "approval_template", Roles: []Role{Admin}, Audit: "write"},
	{Action: ApprovalApply, Object: "approval", Via: []Relation{Employee}, Audit: "write"},
	{Action: ApprovalOwn, Object: "approval", Via: []Relation{Self}},
	{Action: ApprovalRead, Object: "approval", Via: []Relation{Applicant, Approver, Copied}},
	{Action: ApprovalInspect, Object: "approval", Roles: []Role{Admin}, Audit: "read"},
	{Action: ApprovalAct, Object: "approval", Via: []Relation{Applicant, Approver, Copied}, Audit: "write"}, // comments
	{Action: ApprovalDecide, Object: "approval", Via: []Relation{Approver}, Audit: "write"},                 // whose turn it is
	{Action: ApprovalApplied, Object: "approval", Via: []Relation{Applicant}, Audit: "write"},               // withdraw, resubmit, urge, end early
	{Action: ApprovalTell, Object: "approval", Via: []Relation{Applicant, Approver}, Audit: "write"},        // who was told tells nobody else
	{Action: ApprovalEffects, Object: "approval", Roles: []Role{Admin}, Audit: "write"},
	{Action: ApprovalStatistics, Object: "approval", Roles: []Role{Admin, HR, Leader}},
	{Action: ApprovalExport, Object: "approval", Roles: []Role{Admin, HR}, Via: []Relation{Self}, Audit: "read"},
	{Action: DelegationOwn, Object: "delegation", Via: []Relation{Self}, Audit: "write"},

	{Action: CalendarRead, Object: "calendar", Via: []Relation{Employee}},
	{Action: CalendarManage, Object: "calendar", Roles: []Role{Admin, HR}, Audit: "write"},

	{Action: FileUpload, Object: "file", Via: []Relation{Employee}},
	{Action: UploadOwn, Object: "upload", Via: []Relation{Self}},
	{Action: FileRead, Object: "file", Via: []Relation{Self, Member}},
	{Action: LibraryOwn, Object: "library", Via: []Relation{Self}},

	{Action: ConversationOpen, Object: "conversation", Via: []Relation{Employee}},
	{Action: ConversationRead, Object: "conversation", Via: []Relation{Member}},
	{Action: ConversationPrefer, Object: "conversation", Via: []Relation{Member}},
	{Action: GroupRename, Object: "conversation", Via: []Relation{GroupOwner, GroupAdmin}, Audit: "write"},
	{Action: GroupAdd, Object: "conversation", Via: []Relation{Member}, Audit: "write"},
	{Action: GroupRemove, Object: "conversation", Via: []Relation{GroupOwner, GroupAdmin}, Audit: "write"},
	{Action: GroupLeave, Object: "conversation", Via: []Relation{Member}, Audit: "write"},
	{Action: MessageSend, Object: "conversation", Via: []Relation{Member}},
	{Action: MessageSendAll, Object: "conversation", Via: []Relation{GroupOwner, GroupAdmin}},
	{Action: MessageSearch, Object: "message", Via: []Relation{Employee}}, // in what they are a member of: asked of each message
	{Action: MessageForward, Object: "message", Via: []Relation{Member}},
	{Action: MessageEdit, Object: "message", Via: []Relation{Sender}, Audit: "write"},
	{Action: MessageRecall, Object: "message", Via: []Relation{Sender}, Audit: "write"},
	{Action: RecalledRead, Object: "message", Roles: []Role{Supervisor}, Audit: "read"},
	{Action: ReadersRead, Object: "message", Via: []Relation{Sender}},
	{Action: MessageReact, Object: "message", Via: []Relation{Member}},
	{Action: MessagePin, Object: "message", Via: []Relation{Member}},
	{Action: MessageKeep, Object: "message", Via: []Relation{Member, Self}},
	{Action: ReceiptAnswer, Object: "message", Via: []Relation{Asked}},
	{Action: ReceiptRead, Object: "message", Via: []Relation{Sender, Asked}},
	{Action: ReceiptRemind, Object: "message", Via: []Relation{Sender}},
	{Action: LinkPreview, Object: "link", Via: []Relation{Employee}},

	{Action: AuditRead, Object: "audit", Roles: []Role{AuditAdmin}, Via: []Relation{StandIn}, Audit: "read"},
	{Action: AuditState, Object: "audit", Roles: []Role{AuditAdmin, Admin}},
	{Action: AuditExport, Object: "audit", Roles: []Role{AuditAdmin}, Via: []Relation{StandIn}, Audit: "read"},
	{Action: AuditOwn, Object: "audit", Via: []Relation{Self}},
	{Action: AuditProve, Object: "audit", Roles: []Role{AuditAdmin}, Via: []Relation{StandIn, Self}, Audit: "read"},
}

var table = index(policies)

func index(all []Policy) map[Action]Policy {
	m := make(map[Action]Policy, len(all))
	for _, p := range all {
		m[p.Action] = p
	}
	return m
}

// Policies returns the whole table, in reading order.
func Policies() []Policy { return slices.Clone(policies) }

// Lookup returns the policy of an action and whether there is one.
func Lookup(a Action) (Policy, bool) {
	p, ok := table[a]
	return p, ok
}

// Can tells whether the principal, standing in the given relations to the object, may do the
// action. Nobody anonymous may do anything. An initial password that still stands is refused at the
// entry, before any action. An action without a policy is denied.
func Can(p Principal, a Action, relations ...Relation) bool {
	policy, known := table[a]
	if !known || p.Anonymous() {
		return false
	}
	for _, r := range policy.Roles {
		if p.Has(r) || slices.Contains(policy.Via, StandIn) && slices.Contains(p.StandsIn, r) {
			return true
		}
	}
	for _, r := range policy.Via {
		if slices.Contains(relations, r) {
			return true
		}
	}
	return false
}

// ByRole tells whether only roles decide on the action, or who stands in for them, so that an entry
// can refuse before any object is loaded.
func (p Policy) ByRole() bool {
	return !slices.ContainsFunc(p.Via, func(r Relation) bool { return r != StandIn })
}

// General tells whether every active account may do the action, or may do it to what is its own.
func (p Policy) General() bool {
	return slices.Contains(p.Via, Employee) || slices.Contains(p.Via, Self)
}
