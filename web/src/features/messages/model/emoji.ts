/** A curated set with names to search by, Chinese first. Unicode only, so nothing is loaded. */
export interface Emoji {
  char: string;
  names: string;
}

export interface EmojiGroup {
  key: "common" | "faces" | "hands" | "work" | "nature" | "food" | "symbols";
  items: Emoji[];
}

function parse(lines: string): Emoji[] {
  return lines
    .trim()
    .split("\n")
    .map((line) => {
      const [char = "", ...names] = line.trim().split(" ");
      return { char, names: names.join(" ") };
    });
}

export const EMOJI: EmojiGroup[] = [
  {
    key: "faces",
    items: parse(`
      😀 笑 开心 smile
      😄 大笑 happy
      😁 露齿 嘻嘻 grin
      😂 笑哭 joy
      🤣 笑翻 rofl
      🙂 微笑 slight smile
      😊 害羞 微笑 blush
      😉 眨眼 wink
      😍 喜欢 爱心眼 love
      😘 亲亲 kiss
      😋 好吃 馋 yum
      😎 酷 墨镜 cool
      🤓 书呆 学习 nerd
      🤔 思考 想想 thinking
      🤨 怀疑 挑眉 doubt
      😐 无语 面无表情 neutral
      😶 沉默 silent
      🙄 白眼 roll eyes
      😏 得意 坏笑 smirk
      😅 汗 尴尬 sweat
      😓 冷汗 流汗 cold sweat
      😮 惊讶 哇 wow
      😱 尖叫 惊恐 scream
      😳 脸红 flushed
      🥺 拜托 可怜 pleading
      😢 难过 流泪 cry
      😭 大哭 sob
      😤 哼 不服 huff
      😠 生气 angry
      😡 愤怒 rage
      😴 睡觉 困 sleep
      🥱 哈欠 yawn
      🤒 生病 发烧 sick
      😷 口罩 mask
      🤯 爆炸 震惊 mind blown
      🥳 庆祝 派对 party
      😇 天使 angel
      🤗 拥抱 hug
      🤭 捂嘴 偷笑 giggle
      🤫 嘘 安静 quiet
      🫡 敬礼 收到 salute
      🤝 握手 合作 handshake
    `),
  },
  {
    key: "hands",
    items: parse(`
      👍 赞 好的 同意 thumbs up
      👎 踩 不同意 thumbs down
      👌 好 没问题 OK ok
      👏 鼓掌 clap
      🙏 感谢 拜托 合十 thanks
      💪 加油 力量 strong
      ✌️ 胜利 耶 victory
      👋 再见 你好 wave
      🙌 欢呼 hooray
      🤞 好运 fingers crossed
      👊 拳头 fist
      👈 左 left
      👉 右 right
      👆 上 up
      👇 下 down
      ✋ 举手 停 hand
      🙋 举手 我来 raise hand
      🙇 鞠躬 抱歉 sorry bow
      🤷 不知道 shrug
      👀 看 围观 eyes
      🧠 脑 动脑 brain
      👨‍💻 程序员 加班 coder
      👥 大家 团队 team
      🏃 跑 马上 run
    `),
  },
  {
    key: "work",
    items: parse(`
      ✅ 完成 对 done check
      ❌ 错 取消 cross no
      ⚠️ 注意 警告 warning
      ❗ 重要 感叹 important
      ❓ 疑问 问号 question
      📌 置顶 图钉 pin
      📎 附件 回形针 attachment
      📅 日历 日程 calendar
      ⏰ 闹钟 提醒 alarm
      ⏳ 等待 沙漏 wait
      📈 上涨 增长 chart up
      📉 下跌 下降 chart down
      📊 图表 数据 chart
      📝 记录 笔记 note
      📄 文档 文件 document
      📁 文件夹 folder
      📧 邮件 mail
      📞 电话 phone
      💻 电脑 laptop
      🖨️ 打印 printer
      🔒 锁 保密 lock
      🔑 钥匙 密码 key
      🔧 工具 修复 fix
      🐛 缺陷 问题 bug
      🚀 上线 发布 火箭 launch
      🎯 目标 target
      💡 想法 灯泡 idea
      🏆 奖杯 冠军 trophy
      🥇 第一 金牌 gold
      🎉 庆祝 恭喜 tada
      🎁 礼物 gift
      💰 钱 预算 money
      🧧 红包 red packet
      🏢 公司 大楼 office
      🚗 汽车 出差 car
      ✈️ 飞机 出差 plane
      🚄 高铁 train
      🏠 家 居家 home
    `),
  },
  {
    key: "nature",
    items: parse(`
      ☀️ 晴 太阳 sun
      🌤️ 多云 cloudy
      🌧️ 下雨 rain
      ❄️ 雪 冷 snow
      🌈 彩虹 rainbow
      🌙 月亮 晚安 moon
      ⭐ 星 star
      🔥 火 热 fire
      💧 水 water
      🌸 樱花 花 flower
      🌹 玫瑰 rose
      🌲 树 tree
      🍀 好运 四叶草 clover
      🐶 狗 dog
      🐱 猫 cat
      🐼 熊猫 panda
      🐯 老虎 tiger
      🐮 牛 cow
      🐴 马 horse
      🐲 龙 dragon
      🐰 兔 rabbit
      🐔 鸡 chicken
    `),
  },
  {
    key: "food",
    items: parse(`
      🍚 米饭 吃饭 rice
      🍜 面条 noodles
      🥟 饺子 dumpling
      🍱 便当 午饭 lunch
      🍲 火锅 hot pot
      🍢 串 skewer
      🥚 鸡蛋 egg
      🍞 面包 bread
      🍔 汉堡 burger
      🍕 披萨 pizza
      🍎 苹果 apple
      🍉 西瓜 watermelon
      🍊 橘子 orange
      🍑 桃 peach
      🎂 蛋糕 生日 cake
      🍵 茶 tea
      ☕ 咖啡 coffee
      🧋 奶茶 bubble tea
      🍺 啤酒 干杯 beer
      🥂 碰杯 cheers
    `),
  },
  {
    key: "symbols",
    items: parse(`
      ❤️ 爱心 红心 heart
      🧡 橙心 orange heart
      💛 黄心 yellow heart
      💚 绿心 green heart
      💙 蓝心 blue heart
      💜 紫心 purple heart
      💔 心碎 broken heart
      💯 一百 满分 hundred
      💢 生气 anger
      💤 睡 zzz
      💬 消息 评论 comment
      🔴 红 red
      🟡 黄 yellow
      🟢 绿 green
      🔵 蓝 blue
      ➕ 加 plus
      ➖ 减 minus
      ➡️ 箭头 右 arrow
      🔄 刷新 循环 refresh
      🆗 好 OK ok
      🆕 新 new
      🔝 顶 top
      🇨🇳 中国 国旗 china
    `),
  },
];

const COMMON = ["👍", "👌", "🙏", "😀", "😂", "🎉", "✅", "❤️", "👏", "💪", "🤔", "😅", "🫡", "🔥", "💯", "🤝"];

/** The last used first, filled up with what people use most. */
export function commonEmoji(recent: readonly string[]): Emoji[] {
  const all = new Map(EMOJI.flatMap((g) => g.items).map((e) => [e.char, e]));
  const chars = [...new Set([...recent, ...COMMON])].slice(0, 16);
  return chars.flatMap((c) => all.get(c) ?? []);
}

export function searchEmoji(query: string): Emoji[] {
  const words = query.trim().toLowerCase();
  if (words === "") return [];
  return EMOJI.flatMap((g) => g.items).filter((e) => e.names.toLowerCase().includes(words) || e.char === query);
}
