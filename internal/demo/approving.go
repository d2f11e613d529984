package demo

import (
	"context"
	"errors"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/id"
)

// approving are the moments at which people ask for consent, and get it or not.
func (o *office) approving() []moment {
	return []moment{
		{3, 10*time.Hour + 20*time.Minute, o.shortLeave},
		{4, 9*time.Hour + 30*time.Minute, o.smallSeries},
		{6, 15*time.Hour + 40*time.Minute, o.rejectedLeave},
		{8, 15 * time.Hour, o.standIn},
		{9, 11 * time.Hour, o.leaveOfToday},
		{9, 16*time.Hour + 20*time.Minute, o.demoDay},
	}
}

// apply asks for consent by a template.
func (o *office) apply(ctx context.Context, name, template string, values form.Values) (id.ID, error) {
	who, err := o.enter(ctx, name)
	if err != nil {
		return id.Zero, err
	}
	t, err := o.Approvals.Template(ctx, who, template, 0)
	if err != nil {
		return id.Zero, err
	}
	one := id.New(o.clock.Now())
	_, err = o.Approvals.Open(ctx, who, one, approvals.Application{Template: template, Version: t.Version, Values: values}, nil, nil)
	return one, err
}

// decide takes somebody's turn in an approval, some time later, and has what follows from it done.
func (o *office) decide(ctx context.Context, name string, one id.ID, after time.Duration, kind, text string) error {
	o.clock.moveTo(o.clock.Now().Add(after))
	who, err := o.enter(ctx, name)
	if err != nil {
		return err
	}
	a, err := o.Approvals.Get(ctx, who, one)
	if err != nil {
		return err
	}
	if len(a.Mine.Tasks) == 0 {
		return errors.New(name + " has no turn in " + a.Serial)
	}
	act := approvals.Act{Kind: kind, Task: &a.Mine.Tasks[0].ID, Version: a.Version, Text: text}
	if _, err := o.Approvals.Do(ctx, who, one, act, approvals.Confirm{Password: Password}); err != nil {
		return err
	}
	return o.Approvals.Work(ctx)
}

func (o *office) account(name string) string { return o.actors[name].Account.String() }

func (o *office) department(head string) string { return o.actors[head].Department.String() }

// date is a working day of the script, some days of the calendar later.
func (o *office) date(day, later int) string {
	return o.days.day(day).AddDate(0, 0, later).Format(time.DateOnly)
}

// millis is an instant as forms hold it.
func (o *office) millis(day int, ofDay time.Duration) int64 {
	return int64(o.days.at(day, ofDay) / 1000)
}

func (o *office) shortLeave(ctx context.Context) error {
	one, err := o.apply(ctx, "蓝欣", "leave", form.Values{"kind": "personal", "reason": "陪家人看诊", "substitute": o.account("樊一鸣"),
		"span": map[string]any{"from": o.date(5, 0), "to": o.date(5, 0), "from_half": "pm"}})
	if err != nil {
		return err
	}
	return o.decide(ctx, "裴舟", one, 35*time.Minute, "approve", "同意，下午的拜访我来跟")
}

// smallSeries is a collaboration request that every head has signed.
func (o *office) smallSeries(ctx context.Context) error {
	buying, quality := o.department("秦朗"), o.department("齐素")
	one, err := o.apply(ctx, "叶秋白", "collaboration", form.Values{"department": o.department("叶秋白"),
		"description": "V3 小批试产需要在下月中旬前备齐物料并完成首件检验。目标：二十台试产样机按期下线，为量产评审提供数据。",
		"departments": []any{buying, quality}, "contact": o.account("叶秋白"), "remarks": "芯片交期最紧，先下单",
		"work": []any{
			map[string]any{"who": buying, "what": "试产物料询价、下单并跟进交期", "by": o.date(10, 5)},
			map[string]any{"who": quality, "what": "编制首件检验规范，完成二十台样机检验", "by": o.date(10, 20)},
		}})
	if err != nil {
		return err
	}
	if err := o.decide(ctx, "秦朗", one, 50*time.Minute, "approve", "人手和交期都能保证，芯片今天下单"); err != nil {
		return err
	}
	return o.decide(ctx, "齐素", one, 25*time.Minute, "approve", "同意，由范可心负责首件检验")
}

func (o *office) rejectedLeave(ctx context.Context) error {
	one, err := o.apply(ctx, "倪可", "leave", form.Values{"kind": "annual", "reason": "外出旅行",
		"span": map[string]any{"from": o.date(10, 10), "to": o.date(10, 14)}})
	if err != nil {
		return err
	}
	return o.decide(ctx, "谷雨时", one, 40*time.Minute, "reject", "这几天正好是合同集中签署的时间，请改到下一周再申请")
}

// standIn has somebody decide for a head who is on the road.
func (o *office) standIn(ctx context.Context) error {
	one, err := o.apply(ctx, "贺云帆", "delegation", form.Values{"to": o.account("苏芮"), "from_at": o.millis(9, 9*time.Hour), "until_at": o.millis(10, 14*24*time.Hour), "all": true,
		"reason": "连续拜访客户，路上不便处理"})
	if err != nil {
		return err
	}
	return o.decide(ctx, "林承岳", one, 30*time.Minute, "approve", "同意")
}

// leaveOfToday has somebody be away now.
func (o *office) leaveOfToday(ctx context.Context) error {
	one, err := o.apply(ctx, "祝遥", "leave", form.Values{"kind": "annual", "reason": "回家探亲", "substitute": o.account("卢嘉木"),
		"span": map[string]any{"from": o.date(10, 0), "to": o.date(10, 2)}})
	if err != nil {
		return err
	}
	return o.decide(ctx, "韩照", one, 20*time.Minute, "approve", "同意，台架交给嘉木")
}

// demoDay is a collaboration request that one head has signed and another has not.
func (o *office) demoDay(ctx context.Context) error {
	tests, firmware := o.department("骆宁"), o.department("许听澜")
	one, err := o.apply(ctx, "苏芮", "collaboration", form.Values{"department": o.department("苏芮"),
		"description": "重点客户要求现场演示 V3 的远程标定。需要一台预装新固件的样机和一份测试报告，演示当天有人远程支持。",
		"departments": []any{tests, firmware}, "contact": o.account("陆子衡"),
		"work": []any{
			map[string]any{"who": tests, "what": "准备样机，出具远程标定测试报告", "by": o.date(10, 4)},
			map[string]any{"who": firmware, "what": "提供演示固件，演示当天远程支持", "by": o.date(10, 6)},
		}})
	if err != nil {
		return err
	}
	return o.decide(ctx, "骆宁", one, 30*time.Minute, "approve", "样机留好了，报告周内给")
}

// askNow leaves two applications that have just come in: one before the team's lead, and the lead's own.
func (o *office) askNow(ctx context.Context) error {
	if _, err := o.apply(ctx, "傅星河", "leave", form.Values{"kind": "compensatory", "reason": "上周末加班联调，调休一天", "substitute": o.account("顾维"),
		"span": map[string]any{"from": o.date(10, 7), "to": o.date(10, 7)}}); err != nil {
		return err
	}
	_, err := o.apply(ctx, "许听澜", "leave", form.Values{"kind": "annual", "reason": "项目节点之后休息几天", "substitute": o.account("顾维"),
		"span": map[string]any{"from": o.date(10, 14), "to": o.date(10, 18)}})
	return err
}
