import { type Extensions, Mark, Node, textblockTypeInputRule, wrappingInputRule } from "@tiptap/core";
import { linkAddress } from "../../model/format";

/**
 * What the editor can hold: exactly the nodes of a message, so that what one sees is what is sent. Pasted
 * HTML is read through these rules and nothing of it is kept but what they name. A line is a paragraph.
 */
const Doc = Node.create({ name: "doc", topNode: true, content: "block+" });

const Text = Node.create({ name: "text", group: "inline" });

const Paragraph = Node.create({
  name: "paragraph",
  group: "block",
  content: "inline*",
  priority: 1000,
  parseHTML: () => ["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd"].map((tag) => ({ tag })),
  renderHTML: () => ["p", 0],
});

/** Which people a paste may bring along is decided by the server, as with everything that is sent. */
const Mention = Node.create({
  name: "mention",
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,
  addAttributes: () => ({ id: { default: null, rendered: false }, name: { default: "", rendered: false } }),
  parseHTML: () => [
    {
      tag: "span[data-mention]",
      getAttrs: (el) => ({ id: el.getAttribute("data-mention") || null, name: el.textContent?.slice(1) ?? "" }),
    },
  ],
  renderHTML: ({ node }) => ["span", { "data-mention": node.attrs.id ?? "" }, `@${node.attrs.name}`],
  renderText: ({ node }) => `@${node.attrs.name}`,
});

const CodeBlock = Node.create({
  name: "codeBlock",
  group: "block",
  content: "text*",
  marks: "",
  code: true,
  defining: true,
  addAttributes: () => ({ language: { default: null, rendered: false } }),
  parseHTML: () => [{ tag: "pre", preserveWhitespace: "full" as const }],
  renderHTML: () => ["pre", ["code", 0]],
  addInputRules() {
    return [
      textblockTypeInputRule({
        find: /^```([a-z0-9+#-]{0,20})[\s]$/,
        type: this.type,
        getAttributes: (match) => ({ language: match[1] || null }),
      }),
    ];
  },
});

const Quote = Node.create({
  name: "quote",
  group: "block",
  content: "paragraph+",
  defining: true,
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: () => ["blockquote", 0],
  addInputRules() {
    return [wrappingInputRule({ find: /^> $/, type: this.type })];
  },
});

const ListItem = Node.create({
  name: "listItem",
  content: "paragraph+",
  defining: true,
  parseHTML: () => [{ tag: "li" }],
  renderHTML: () => ["li", 0],
});

const BulletList = Node.create({
  name: "bulletList",
  group: "block",
  content: "listItem+",
  parseHTML: () => [{ tag: "ul" }],
  renderHTML: () => ["ul", 0],
  addInputRules() {
    return [wrappingInputRule({ find: /^- $/, type: this.type })];
  },
});

const OrderedList = Node.create({
  name: "orderedList",
  group: "block",
  content: "listItem+",
  parseHTML: () => [{ tag: "ol" }],
  renderHTML: () => ["ol", 0],
  addInputRules() {
    return [wrappingInputRule({ find: /^1\. $/, type: this.type })];
  },
});

const Bold = Mark.create({
  name: "bold",
  parseHTML: () => [
    { tag: "strong" },
    // A certain editor wraps whole pastes in a <b> that is not bold.
    { tag: "b", getAttrs: (el) => el.style.fontWeight !== "normal" && null },
    { style: "font-weight", getAttrs: (value) => /^(bold(er)?|[7-9]00)$/.test(value) && null },
  ],
  renderHTML: () => ["strong", 0],
});

const Italic = Mark.create({
  name: "italic",
  parseHTML: () => [{ tag: "em" }, { tag: "i", getAttrs: (el) => el.style.fontStyle !== "normal" && null }],
  renderHTML: () => ["em", 0],
});

const Strike = Mark.create({
  name: "strike",
  parseHTML: () => [{ tag: "s" }, { tag: "del" }, { tag: "strike" }],
  renderHTML: () => ["s", 0],
});

const Code = Mark.create({
  name: "code",
  inclusive: false,
  parseHTML: () => [{ tag: "code" }],
  renderHTML: () => ["code", 0],
});

const Link = Mark.create({
  name: "link",
  inclusive: false,
  priority: 1001,
  addAttributes: () => ({ url: { default: "", rendered: false } }),
  parseHTML: () => [
    {
      tag: "a[href]",
      getAttrs: (el) => {
        const url = linkAddress(el.getAttribute("href") ?? "");
        return url !== null && { url };
      },
    },
  ],
  // Nobody follows a link while writing; the address is shown by the form that changes it.
  renderHTML: ({ mark }) => ["a", { title: mark.attrs.url }, 0],
});

export const nodesAndMarks: Extensions = [
  Doc,
  Text,
  Paragraph,
  Mention,
  CodeBlock,
  Quote,
  ListItem,
  BulletList,
  OrderedList,
  Link,
  Bold,
  Italic,
  Strike,
  Code,
];
