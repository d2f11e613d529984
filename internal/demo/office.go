package demo

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"

	workdays "tonggui/internal/org/calendar"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/regulation"
)

// Those who keep order, by name.
const (
	systemAdmin   = "江屿"
	securityAdmin = "温书仪"
	personnel     = "程以宁"
)

// exempt may recall for longer: the hotline often hears within minutes that something was different.
const (
	exempt    = "汤沁"
	exemptFor = 10 * time.Minute
)

//go:embed regulation/communication.txt
var regulationText []byte

const regulationFile = "内部沟通与资料管理制度.txt"

// carried are the rules that carry articles of the regulation, by a phrase of the article.
var carried = map[string]string{
	"发错的消息可以在规定的时间内撤回或修改": "messaging.recall_window",
	"消息中发送的文件应在规定的大小以内":   "files.message_size",
	"在规定的天数内阅读并签收":        "acknowledgement.due",
}

// office brings the regulation in, settles the calendar and has rules changed, beside the talk.
type office struct {
	*player
	Rooms
	regulation id.ID
	version    int64
	hash       string // of its words
}

// moments are what the office does, in the order of time.
func (o *office) moments() []moment {
	out := []moment{
		{1, 9*time.Hour + 10*time.Minute, o.settleCalendar},
		{1, 9*time.Hour + 40*time.Minute, o.bringRegulation},
	}
	for i, w := range waves {
		out = append(out, moment{w.day, w.at, func(ctx context.Context) error { return o.sign(ctx, i) }})
	}
	out = append(out,
		moment{5, 14*time.Hour + 10*time.Minute, o.exempt},
		moment{8, 17 * time.Hour, o.remind},
		moment{9, 15*time.Hour + 10*time.Minute, o.propose})
	out = append(out, o.approving()...)
	slices.SortStableFunc(out, func(a, b moment) int { return cmp.Or(a.day-b.day, int(a.at-b.at)) })
	return out
}

// settleCalendar gives the company days of its own, and hours to those who work otherwise.
func (o *office) settleCalendar(ctx context.Context) error {
	who, err := o.enter(ctx, personnel)
	if err != nil {
		return err
	}
	year := o.days.today.Year()
	for _, d := range []struct {
		date, name string
		work       bool
		hours      []workdays.CalendarHours
	}{
		{fmt.Sprintf("%d-04-15", year), "公司成立日", false, nil},
		{fmt.Sprintf("%d-12-31", year), "年终盘点", true, []workdays.CalendarHours{{From: 8 * 60, To: 12 * 60}}},
	} {
		if _, err := o.Calendar.SetDay(ctx, who, id.Zero, d.date, d.work, d.hours, d.name); err != nil {
			return err
		}
	}
	early := []workdays.CalendarHours{{From: 8 * 60, To: 12 * 60}, {From: 13 * 60, To: 17 * 60}}
	late := []workdays.CalendarHours{{From: 13 * 60, To: 22 * 60}}
	for head, hours := range map[string][]workdays.CalendarHours{"葛守诚": early, "季南乔": late} {
		week := [][]workdays.CalendarHours{hours, hours, hours, hours, hours, {}, {}}
		if err := o.Calendar.SetHours(ctx, who, o.actors[head].Department, "Asia/Shanghai", week); err != nil {
			return err
		}
	}
	return nil
}

// bringRegulation imports the company's regulation, publishes it, says which rules carry it, and asks
// everybody to acknowledge it.
func (o *office) bringRegulation(ctx context.Context) error {
	hr, err := o.enter(ctx, personnel)
	if err != nil {
		return err
	}
	read, err := o.Regulations.CreateImport(ctx, hr, regulationFile, regulationText)
	if err != nil {
		return err
	}
	draft, err := o.Regulations.Apply(ctx, hr, read.ID, regulation.Target{})
	if err != nil {
		return err
	}
	admin, err := o.enter(ctx, systemAdmin)
	if err != nil {
		return err
	}
	o.regulation, o.version = draft.RegulationID, draft.Number
	edit := regulation.Edit{Regulation: o.regulation, Version: o.version, Revision: draft.Revision}
	if _, err := o.Regulations.Publish(ctx, admin, edit, 0, "公司启用同轨，沟通与资料有了统一的地方"); err != nil {
		return err
	}
	if err := o.link(ctx, admin, draft.Items); err != nil {
		return err
	}
	if _, err = o.Signing.Demand(ctx, hr, o.regulation, true, nil); err != nil {
		return err
	}
	asked, err := o.Signing.Own(ctx, hr, o.regulation, o.version)
	if err == nil {
		o.hash = asked.Acknowledgement.VersionHash
	}
	return err
}

func (o *office) link(ctx context.Context, who authz.Principal, items []regulation.RegulationNode) error {
	for _, n := range items {
		for phrase, rule := range carried {
			if !strings.Contains(n.Text, phrase) {
				continue
			}
			if _, err := o.Regulations.Link(ctx, who, o.regulation, n.ID, rule); err != nil {
				return err
			}
		}
		if err := o.link(ctx, who, n.Children); err != nil {
			return err
		}
	}
	return nil
}

// exempt gives the hotline's head more time to recall: one administrator asks, the other approves.
func (o *office) exempt(ctx context.Context) error {
	asking, err := o.enter(ctx, systemAdmin)
	if err != nil {
		return err
	}
	seconds, until := int64(exemptFor/time.Second), o.clock.Now().Add(90*24*time.Hour)
	p, err := o.Rules.Propose(ctx, asking, rulebook.Change{Rule: "messaging.recall_window", Value: &seconds, Stage: rulebook.Enforcing, Until: &until,
		Scope: rulebook.Scope{Kind: rulebook.ForPerson, ID: o.actors[exempt].Account.String()}, Reason: "热线交接常在几分钟内更正，试用一季度"}, id.Zero)
	if err != nil {
		return err
	}
	if err := o.decide(ctx, securityAdmin, *p.Approval, 25*time.Minute, "approve", "同意，到期前复查"); err != nil {
		return err
	}
	return o.Rules.Book.Reload(ctx) // the script goes on faster than the news
}

// propose leaves a change that waits for its confirmation.
func (o *office) propose(ctx context.Context) error {
	who, err := o.enter(ctx, systemAdmin)
	if err != nil {
		return err
	}
	seconds := int64(300)
	_, err = o.Rules.Propose(ctx, who, rulebook.Change{Rule: "messaging.recall_window", Value: &seconds, Stage: rulebook.Warning,
		Scope:  rulebook.Scope{Kind: rulebook.ForDepartment, ID: o.actors["贺云帆"].Department.String()},
		Reason: "销售报价更正多，试行五分钟，先提醒不拦截"}, id.Zero)
	return err
}

// remind asks those who are late once more.
func (o *office) remind(ctx context.Context) error {
	who, err := o.enter(ctx, personnel)
	if err == nil {
		_, err = o.Signing.Remind(ctx, who, o.regulation, id.Zero)
	}
	return err
}
