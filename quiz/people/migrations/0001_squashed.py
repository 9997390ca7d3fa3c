import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial'), ('people', '0002_labels')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(max_length=64, unique=True, verbose_name='number')),
                ('mobile', models.CharField(blank=True, max_length=20, null=True, unique=True, verbose_name='mobile')),
                ('name', models.CharField(max_length=64, verbose_name='name')),
                ('role', models.CharField(choices=[('trainee', 'Trainee'), ('organiser', 'Organiser'), ('admin', 'Administrator')], default='trainee', max_length=16, verbose_name='role')),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('must_change_password', models.BooleanField(default=False, verbose_name='has to choose a password at the next sign-in')),
                ('text_size', models.CharField(choices=[('standard', 'Standard'), ('large', 'Large'), ('xlarge', 'Extra large')], default='standard', max_length=16, verbose_name='text size')),
                ('theme', models.CharField(choices=[('auto', 'As the device'), ('light', 'Light'), ('dark', 'Dark')], default='auto', max_length=16, verbose_name='theme')),
                ('language', models.CharField(blank=True, max_length=16, verbose_name='language')),
                ('joined_at', models.DateTimeField(auto_now_add=True, verbose_name='joined')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['username'],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['trainee', 'organiser', 'admin'])), name='user_role_known')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('verb', models.CharField(max_length=64, verbose_name='what was done')),
                ('subject', models.CharField(max_length=200, verbose_name='to what')),
                ('detail', models.JSONField(default=dict, verbose_name='details')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'audit entry',
                'verbose_name_plural': 'audit log',
                'ordering': ['-at', '-id'],
            },
        ),
    ]
