export { LoginPage } from "./LoginPage";
export { PasswordPage } from "./PasswordPage";
export { SetupPage } from "./SetupPage";
export { WelcomePage } from "./WelcomePage";
