export function LoginPage() {
  return null;
}
export function WelcomePage() {
  return null;
}
export function SetupPage() {
  return null;
}
export function PasswordPage() {
  return null;
}
