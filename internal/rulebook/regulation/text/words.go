package text

// Words are compared in folded form: simplified and narrow.

// headWords are titles of parts by themselves.
var headWords = []string{"目的", "目标", "宗旨", "依据", "适用范围", "范围", "基本原则", "原则", "使用原则", "管理原则", "工作原则", "定义", "术语和定义", "名词解释",
	"职责", "总则", "附则", "前言", "引言", "目的和依据", "目的与依据", "制定目的", "制定依据", "编制目的", "编制依据", "适用对象", "解释权", "生效日期", "施行日期", "奖惩", "罚则"}

// headEnds are the words that titles of parts end with; the strong ones hardly ever stand in the middle.
var (
	strongEnds = []string{"表", "模板", "办法", "细则"}
	headEnds   = []string{"管理", "规范", "要求", "流程", "原则", "范围", "目的", "机制", "方式", "权限", "安全", "备份", "培训", "处理", "设置", "沟通", "协作",
		"共享", "场景", "办公", "维护", "职责", "审批", "考核", "监督", "检查", "应用", "标准", "奖惩", "处罚", "附则", "分类", "通讯", "交流", "归档", "跟踪",
		"控制", "操作", "指引", "发布", "申请", "使用", "效率", "上传", "下载", "存储", "礼仪", "记录", "措施", "程序", "条件", "纪律", "责任", "义务", "权利",
		"周期", "指标", "渠道", "时限", "期限", "内容", "保密", "更新", "变更", "注销", "跟进", "风险", "时效", "应对", "模块", "反馈", "分享", "创建", "分配", "验收", "关闭", "恢复", "演练", "加密", "审计", "访问控制"}
)

// furtherEnds may follow another end of a title directly; joints may stand between two.
var (
	furtherEnds = []string{"管理", "效率", "规范", "要求", "流程", "原则", "机制", "制度", "标准", "方式", "措施", "控制", "处理", "权限", "职责", "指引", "程序", "责任", "应用", "记录", "指标", "渠道", "设置"}
	joints      = []string{"与", "和", "及"}
)

// starters begin a sentence, after a title whose line break is missing.
var starters = []string{"为了", "为规范", "为加强", "为营造", "为避免", "为确保", "为进一步", "为保", "为提", "为充", "为维", "为促", "为适", "为满", "为防", "为更", "为使",
	"本制度", "本办法", "本规定", "本规范", "本公司", "本细则", "本守则", "适用于", "凡", "各部门", "各单位", "各级", "公司应", "公司将", "公司内", "公司全体", "公司对", "公司实行", "公司所有",
	"员工应", "员工需", "员工不得", "员工在", "员工因", "员工须", "员工必须", "应当", "严禁", "禁止", "不得", "必须", "根据", "依据", "按照", "对于", "涉及", "如遇", "如发现", "如果",
	"由", "通过", "提倡", "建立", "每个", "每位", "每月", "每年", "每周", "所有", "任何", "全体", "凡是", "是指", "系指", "当", "在", "若", "除", "未经", "一经", "违反", "支持", "项目结束", "发起", "鼓励", "设立", "进入", "仅"}

// veto are the words that make a title a sentence.
var veto = []string{"须", "不得", "的", "将", "对", "在", "被", "把", "于", "根据", "通过", "按", "因", "是", "了", "其", "及时", "进行", "由", "每", "若", "如", "已", "未", "不"}

// notShould are words in which 应 and 需 do not mean should, and 的 is no particle.
var notShould = []string{"应用", "应急", "应收", "应付", "应聘", "应变", "应对", "响应", "供应", "相应", "反应", "对应", "适应", "效应", "需求", "必需", "所需", "目的"}

// vetoEnds cannot end a title.
var vetoEnds = []string{"和", "与", "及", "或", "的", "、", "等", "为", "等信息", "中"}

// modals follow the first words of a sentence, never a title.
const modals = "需应可须将不的会要能为是由在对后前时"

// leadIns end the beginning of a sentence before a list: 包括: is no title.
var leadIns = []string{"包括", "包括但不限于", "为", "是", "应", "须", "即", "例如", "如", "做到", "之一的", "主要有", "规定如下", "要求如下"}

// listed are in such a beginning, wherever it ends.
var listed = []string{"以下", "下列", "如下"}
