package chatter

import "strings"

// little are the words between words; the first is in every third message.
var little = strings.Fields(`的 的 的 的 了 了 是 是 在 我 我 你 不 有 就 也 都 和 这个 那个 一下 吗 吧 还 要 会 给 到 已经 可以 没有 什么`)

// common is what people in a company write most, the most frequent first.
var common = strings.Fields(`今天 项目 客户 会议 报告 确认 时间 问题 合同 明天 文件 需要 请 收到 好的 谢谢 下午 上午 部门 经理 安排 进度 方案 发送
	修改 完成 测试 系统 数据 报价 审批 流程 采购 预算 财务 发票 付款 订单 生产 车间 设备 维修 质量 检验 交付 物流 仓库 库存 供应商 培训
	考勤 请假 出差 报销 工资 招聘 面试 入职 离职 绩效 考核 计划 总结 周报 月报 会议室 投影 材料 图纸 设计 开发 上线 版本 更新 服务器 账号
	密码 权限 备份 网络 打印机 电脑 手机 邮件 电话 链接 附件 截图 表格 模板 签字 盖章 快递 地址 联系人 负责人 领导 同事 团队 公司 总部 分公司
	华东区 市场部 研发中心 人力资源 行政部 法务 售后服务 技术支持 国际业务 知识产权 安全生产 应急预案 消防演练 疫情防控 节假日 值班表 中秋 春节`)

// latin are foreign words as they are mixed in, and whole English messages.
var latin = strings.Fields(`OK bug API PDF Excel PPT review deadline meeting project update server test release Email KPI ERP CRM SAP offer team leader
	please confirm the attached report before Friday thanks for your quick reply we will check and let you know schedule budget invoice
	shipment customer design document version login password network error timeout deploy rollback merge request branch pipeline
	quarterly forecast supplier contract signature approval onboarding interview performance holiday travel expense Windows iPhone WiFi VPN`)

// odd is what is rare but must be found like all else.
var odd = strings.Fields(`報價單已發送 請確認臺灣客戶 ＡＢＣ１２３ ｆｕｌｌｗｉｄｔｈ 👨‍👩‍👧 👍🏽 ❤️ 😂😂 🎉 𠮷野家 龘靐齉 naïve café Ångström ﾃｽﾄ テスト 안녕하세요
	Привет ①②③ ℃ ½ C++ a&b x<y \n "quoted" it's 100% $5.00 50% #42 foo_bar a/b\c {json:[1]} (括号) 【通知】 《规定》 ——`)

// frequent are characters of written Chinese, roughly by how often they occur.
const frequent = `的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事
把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感见明问力理尔点
文几定本公特做外孩相西果走将月十实向声车全信重三机工物气每并别真打太新比才便夫再书部水像眼等体却加电主界门利海受听表德少克代员许稜先口由死安写性马光白或住难望教命
花结乐色更拉东神记处让母父应直字场平报友关放至张认接告入笑内英军候民岁往何度山觉路带万男边风解叫任金快原吃妈变通师立象数四失满战远格士音轻目条呢病始达深完今提求清王`
