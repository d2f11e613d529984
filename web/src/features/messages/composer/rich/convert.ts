import type { Mark as DocMark, Node as DocNode, Schema } from "@tiptap/pm/model";
import { canonical } from "../../model/format";
import type { InlineNode, Mark, TextNode } from "../../model/types";

/** What the editor shows, as the nodes of a message. */
export function nodesIn(doc: DocNode): TextNode[] {
  const nodes: TextNode[] = [];
  let afterLine = false;
  doc.forEach((block) => {
    const line = block.type.name === "paragraph";
    if (line) {
      if (afterLine) nodes.push({ type: "text", text: "\n" });
      for (const node of inlineIn(block)) nodes.push(node);
    } else nodes.push(blockIn(block));
    afterLine = line;
  });
  return canonical(nodes);
}

function blockIn(block: DocNode): TextNode {
  switch (block.type.name) {
    case "codeBlock": {
      const language: string | null = block.attrs.language;
      return { type: "code_block", text: block.textContent, ...(language === null ? {} : { language }) };
    }
    case "quote":
      return { type: "quote", nodes: linesIn(block) };
    default: {
      const items: InlineNode[][] = [];
      block.forEach((item) => {
        items.push(linesIn(item));
      });
      return { type: "list", ordered: block.type.name === "orderedList", items };
    }
  }
}

function linesIn(parent: DocNode): InlineNode[] {
  const nodes: InlineNode[] = [];
  parent.forEach((line, _offset, at) => {
    if (at > 0) nodes.push({ type: "text", text: "\n" });
    for (const node of inlineIn(line)) nodes.push(node);
  });
  return nodes;
}

function inlineIn(line: DocNode): InlineNode[] {
  const nodes: InlineNode[] = [];
  line.forEach((piece) => {
    if (piece.type.name === "mention") {
      const { id, name } = piece.attrs as { id: string | null; name: string };
      nodes.push(id === null ? { type: "mention_all" } : { type: "mention", account_id: id, name });
      return;
    }
    const text = piece.text ?? "";
    const url: string | undefined = piece.marks.find((mark) => mark.type.name === "link")?.attrs.url;
    const names = piece.marks.map((mark) => mark.type.name).filter((name) => name !== "link") as Mark[];
    const marks = names.length === 0 ? {} : { marks: names };
    nodes.push(url === undefined ? { type: "text", text, ...marks } : { type: "link", url, text, ...marks });
  });
  return nodes;
}

/** A document that shows these nodes. */
export function docOf(nodes: readonly TextNode[], schema: Schema, everyone: string): DocNode {
  const make = (name: string, content: DocNode[], attrs?: Record<string, unknown>) =>
    schema.node(name, attrs ?? null, content);
  const paragraphs = (inline: readonly InlineNode[]) =>
    linesOf(inline).map((line) =>
      make(
        "paragraph",
        line.map((node) => pieceOf(node, schema, everyone)),
      ),
    );
  const blocks: DocNode[] = [];
  let run: InlineNode[] = [];
  const flush = () => {
    if (run.length > 0) blocks.push(...paragraphs(run));
    run = [];
  };
  for (const node of nodes) {
    if (node.type === "code_block") {
      flush();
      blocks.push(make("codeBlock", [schema.text(node.text)], { language: node.language ?? null }));
    } else if (node.type === "quote") {
      flush();
      blocks.push(make("quote", paragraphs(node.nodes)));
    } else if (node.type === "list") {
      flush();
      const items = node.items.map((item) => make("listItem", paragraphs(item)));
      blocks.push(make(node.ordered ? "orderedList" : "bulletList", items));
    } else run.push(node);
  }
  flush();
  return make("doc", blocks.length > 0 ? blocks : [make("paragraph", [])]);
}

function linesOf(nodes: readonly InlineNode[]): InlineNode[][] {
  const lines: InlineNode[][] = [[]];
  for (const node of nodes) {
    if (node.type !== "text" && node.type !== "link") {
      (lines[lines.length - 1] as InlineNode[]).push(node);
      continue;
    }
    node.text.split("\n").forEach((text, at) => {
      if (at > 0) lines.push([]);
      if (text !== "") (lines[lines.length - 1] as InlineNode[]).push({ ...node, text });
    });
  }
  return lines;
}

function pieceOf(node: InlineNode, schema: Schema, everyone: string): DocNode {
  if (node.type === "mention") return schema.node("mention", { id: node.account_id, name: node.name });
  if (node.type === "mention_all") return schema.node("mention", { id: null, name: everyone });
  const marks: DocMark[] = (node.marks ?? []).map((name) => schema.mark(name));
  if (node.type === "link") marks.push(schema.mark("link", { url: node.url }));
  return schema.text(node.text, marks);
}
