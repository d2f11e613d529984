package coverage_test

import (
	"bytes"
	"strings"
	"testing"

	"tonggui/internal/rulebook/coverage"

	"github.com/xuri/excelize/v2"
)

// covers: RBK-02
func TestTheWorkbookHasALineForEachClauseAndRule(t *testing.T) {
	each(t, func(h *house) {
		h.publish()
		h.link("事假:", hard)
		h.link("事假:", soft)
		h.act(hard, 500)
		h.signed = &coverage.Checkpoint{Size: 77, Note: "海棠\n77\nabc=\n", At: h.clock.Now()}
		open := func(data []byte, name string, err error) (*excelize.File, [][]string) {
			h.must(err)
			if name != "请假管理制度-v1-覆盖情况" {
				t.Errorf("it is called %q", name)
			}
			f, err := excelize.OpenReader(bytes.NewReader(data))
			h.must(err)
			rows, err := f.GetRows("逐条覆盖情况")
			h.must(err)
			return f, rows
		}
		f, rows := open(h.Workbook(t.Context(), h.admin, h.one.RegulationID, 0))
		out := h.of(h.admin)
		if len(rows) != 1+out.Totals.Clauses+1 { // one clause has two rules
			t.Fatalf("%d rows for %d clauses", len(rows), out.Totals.Clauses)
		}
		all := ""
		for _, r := range rows {
			all += strings.Join(r, "|") + "\n"
		}
		for _, want := range []string{"test.hard|120|s|强制|0|1|0|0|0|/api/v1/admin/evidence?rule=test.hard", "test.soft|120", "无规则执行"} {
			if !strings.Contains(all, want) {
				t.Errorf("no %q in\n%s", want, all)
			}
		}
		about, err := f.GetRows("概况")
		h.must(err)
		text := ""
		for _, r := range about {
			text += strings.Join(r, "|") + "\n"
		}
		for _, want := range []string{"公司|海棠科技", "请假管理制度 · 第 1 版，现行有效", "共 77 条记录", "条款总数|"} {
			if !strings.Contains(text, want) {
				t.Errorf("no %q in\n%s", want, text)
			}
		}
		_, rows = open(h.Workbook(t.Context(), h.staff, h.one.RegulationID, 0))
		if head := strings.Join(rows[0], "|"); strings.Contains(head, "拦截") || strings.Contains(head, "证据") {
			t.Errorf("an employee's workbook has the columns %s", head)
		}
	})
}

func TestThePaperIsADocumentInEachLanguage(t *testing.T) {
	each(t, func(h *house) {
		h.publish()
		h.link("病假:", measured)
		for _, language := range []string{"zh-CN", "en"} {
			who := h.admin
			who.Language = language
			data, _, err := h.Paper(t.Context(), who, h.one.RegulationID, 0)
			h.must(err)
			if !bytes.HasPrefix(data, []byte("%PDF-")) || len(data) < 2_000 {
				t.Errorf("%s: %d bytes", language, len(data))
			}
		}
	})
}
