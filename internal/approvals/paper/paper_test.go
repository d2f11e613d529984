package paper_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"tonggui/internal/approvals/paper"
	"tonggui/internal/testkit/pdftext"
	"tonggui/internal/testkit/samples"
)

func document(acts int) paper.Document {
	d := paper.Document{Company: "示例公司", Title: "请假申请", Head: "请假申请 · QJ2026110001", Code: "AB0C-AB0C-AB0C-AB0C-AB0C-AB0C-AB0C-AB0C", Made: time.Unix(1_770_000_000, 0),
		Facts: []paper.Line{{Label: "编号", Text: "QJ2026110001"}, {Label: "申请人", Text: "王芳 · 1006"}},
		Form: []paper.Block{
			{Line: paper.Line{Label: "事由", Text: "参加培训 training & study"}},
			{Line: paper.Line{Label: "分工"}, Columns: []string{"部门", "工作", "日期"}, Rows: [][]string{{"研发部", "接口联调", "2026-11-25"}, {"市场部", "资料准备", "2026-11-26"}}},
			{Line: paper.Line{Label: "签名"}, Pictures: []paper.Picture{{Data: samples.ClearPNG(300, 120)}, {Data: []byte("x"), Instead: "损坏的图.png"}, {Instead: "没有的图.png"}}},
			{Line: paper.Line{Label: "电话", Text: "010-1"}},
		},
		Steps:    []paper.Step{{Name: "部门负责人", State: "已通过", People: []string{"李雷 同意 2026-11-22 10:00", "韩梅梅 代 李雷"}}},
		Verify:   []string{"下载签名文件后运行 tonggui approval verify。"},
		Headings: paper.Headings{Form: "表单", Route: "审批流程", Acts: "审批意见与签名", Verify: "核对", Code: "核对码", Field: "项目", Value: "内容", Step: "步骤", State: "状态", People: "人员"}}
	for i := range acts {
		d.Acts = append(d.Acts, paper.Act{Words: fmt.Sprintf("%d. 2026-11-22 10:00 李雷 同意", i+1), Text: "同意，请注意交接。", Proof: "密码确认 · 签名 0a1b2c", Stroke: &paper.Picture{Data: samples.ClearPNG(280, 112)}})
	}
	return d
}

// covers: APV-03
func TestThePaperHoldsFormRouteOpinionsSignaturesAndCode(t *testing.T) {
	data, err := paper.Print(document(12))
	if err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) || bytes.Count(data, []byte("/Subtype /Image")) < 2 {
		t.Fatalf("%d bytes, %d images, %v", len(data), bytes.Count(data, []byte("/Subtype /Image")), err)
	}
	if !bytes.Contains(data, []byte("/FontFile2")) {
		t.Error("the characters are not in the file")
	}
	got := pdftext.Read(t, data)
	for _, want := range []string{"请假申请", "QJ2026110001", "王芳 · 1006", "接口联调", "部门负责人", "韩梅梅 代 李雷", "同意，请注意交接。", "12. 2026-11-22", "密码确认",
		"AB0C-AB0C-AB0C-AB0C-AB0C-AB0C-AB0C-AB0C", "损坏的图.png", "没有的图.png", "tonggui approval verify"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not on the paper", want)
		}
	}
}

func TestAnEmptyApprovalPrints(t *testing.T) {
	if _, err := paper.Print(paper.Document{Title: "空", Headings: paper.Headings{Form: "表单"}}); err != nil {
		t.Fatal(err)
	}
}
