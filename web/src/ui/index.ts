export { Avatar, type AvatarPerson, GroupAvatar, hueOf } from "./Avatar";
export { Button, type ButtonProps, IconButton, type IconButtonProps } from "./Button";
export { Dialog, type DialogProps } from "./Dialog";
export { SelectField, SwitchField, TextField } from "./Field";
export { Menu, type MenuGroups, type MenuItem, RightClickMenu } from "./Menu";
export { type Clause, RuleRefusal } from "./RuleRefusal";
export { EmptyState, ErrorState, Skeleton } from "./States";
export { Toaster } from "./Toaster";
export { type Toast, toast } from "./toast";
